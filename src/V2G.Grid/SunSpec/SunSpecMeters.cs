namespace V2G.Grid.SunSpec;

/// <summary>
/// SunSpec's meter models: 201 … 204 (one phase, split phase, wye, delta) with scale factors, 211 … 214 the same as floating point. Each
/// four differ in what is mandatory only.
/// </summary>
public static class SunSpecMeters
{
    const string Integers = """
        A s16 A_SF; AphA s16 A_SF; AphB s16 A_SF; AphC s16 A_SF; A_SF sf; PhV s16 V_SF; PhVphA s16 V_SF; PhVphB s16 V_SF; PhVphC s16 V_SF
        PPV s16 V_SF; PhVphAB s16 V_SF; PhVphBC s16 V_SF; PhVphCA s16 V_SF; V_SF sf; Hz s16 Hz_SF; Hz_SF sf; W s16 W_SF; WphA s16 W_SF
        WphB s16 W_SF; WphC s16 W_SF; W_SF sf; VA s16 VA_SF; VAphA s16 VA_SF; VAphB s16 VA_SF; VAphC s16 VA_SF; VA_SF sf
        VAR s16 VAR_SF; VARphA s16 VAR_SF; VARphB s16 VAR_SF; VARphC s16 VAR_SF; VAR_SF sf
        """;

    const string IntegersFurther = """

        PF s16 PF_SF; PFphA s16 PF_SF; PFphB s16 PF_SF; PFphC s16 PF_SF; PF_SF sf; TotWhExp a32 TotWh_SF; TotWhExpPhA a32 TotWh_SF
        TotWhExpPhB a32 TotWh_SF; TotWhExpPhC a32 TotWh_SF; TotWhImp a32 TotWh_SF; TotWhImpPhA a32 TotWh_SF; TotWhImpPhB a32 TotWh_SF
        TotWhImpPhC a32 TotWh_SF; TotWh_SF sf; TotVAhExp a32 TotVAh_SF; TotVAhExpPhA a32 TotVAh_SF; TotVAhExpPhB a32 TotVAh_SF
        TotVAhExpPhC a32 TotVAh_SF; TotVAhImp a32 TotVAh_SF; TotVAhImpPhA a32 TotVAh_SF; TotVAhImpPhB a32 TotVAh_SF
        TotVAhImpPhC a32 TotVAh_SF; TotVAh_SF sf; TotVArhImpQ1 a32 TotVArh_SF; TotVArhImpQ1PhA a32 TotVArh_SF
        TotVArhImpQ1PhB a32 TotVArh_SF; TotVArhImpQ1PhC a32 TotVArh_SF; TotVArhImpQ2 a32 TotVArh_SF; TotVArhImpQ2PhA a32 TotVArh_SF
        TotVArhImpQ2PhB a32 TotVArh_SF; TotVArhImpQ2PhC a32 TotVArh_SF; TotVArhExpQ3 a32 TotVArh_SF; TotVArhExpQ3PhA a32 TotVArh_SF
        TotVArhExpQ3PhB a32 TotVArh_SF; TotVArhExpQ3PhC a32 TotVArh_SF; TotVArhExpQ4 a32 TotVArh_SF; TotVArhExpQ4PhA a32 TotVArh_SF
        TotVArhExpQ4PhB a32 TotVArh_SF; TotVArhExpQ4PhC a32 TotVArh_SF; TotVArh_SF sf; Evt b32
        """;

    const string Floats = """
        A f32; AphA f32; AphB f32; AphC f32; PhV f32; PhVphA f32; PhVphB f32; PhVphC f32; PPV f32; PhVphAB f32; PhVphBC f32; PhVphCA f32
        Hz f32; W f32; WphA f32; WphB f32; WphC f32; VA f32; VAphA f32; VAphB f32; VAphC f32; VAR f32; VARphA f32; VARphB f32; VARphC f32
        """;

    /// <summary>Model 203 with every point, as a server shows it.</summary>
    public static SunSpecModel Wye { get; } = new(203, Integers + IntegersFurther);

    /// <summary>Numbers of the models that a client reads, the better one first.</summary>
    public static IReadOnlyList<int> Ids { get; } = [213, 214, 212, 211, 203, 204, 202, 201];

    /// <summary>What a client reads of one: up to its reactive power.</summary>
    public static SunSpecModel Head(int id) => new(id, id < 210 ? Integers : Floats);
}
