using V2G.Firmware.Configuration;
using V2G.Firmware.TypeTests.Procedures;

namespace V2G.Firmware.TypeTests;

/// <summary>A procedure of IEEE 1547.1-2020. Its groups come one by one, as they are run.</summary>
internal sealed record Procedure(string Name, string Title, string Clause, Func<Conditions, IEnumerable<StepGroup>> Run)
{
    public static readonly Procedure[] All =
    [
        new("CPF", "Constant power factor", "5.14.3", ConstantPowerFactorProcedure.Run),
        new("CRP", "Constant reactive power", "5.14.4", ConstantVarProcedure.Run),
        new("VV", "Volt-var", "5.14.4", VoltVarProcedure.Run),
        new("VREF", "Volt-var with autonomous reference voltage", "5.14.5", AutonomousReferenceProcedure.Run),
        new("WV", "Watt-var", "5.14.7", WattVarProcedure.Run),
        new("VW", "Volt-watt", "5.14.9", VoltWattProcedure.Run),
        new("FW", "Frequency droop, over and under", "5.15", FrequencyDroopProcedure.Run),
        new("PRI", "Priority of responses", "5.16", PriorityProcedure.Run),
        new("LAP", "Limit of active power", "5.13", ActivePowerLimitProcedure.Run),
        new("ES", "Enter service", "5.6", EnterServiceProcedure.Run),
        new("OVT", "Over-voltage trip", "5.4.2", VoltageTripProcedure.Over),
        new("UVT", "Under-voltage trip", "5.4.3", VoltageTripProcedure.Under),
        new("OFT", "Over-frequency trip", "5.5.2", FrequencyTripProcedure.Over),
        new("UFT", "Under-frequency trip", "5.5.1", FrequencyTripProcedure.Under),
        new("LVRT", "Low-voltage ride-through", "5.4.4", VoltageRideThroughProcedure.Low),
        new("HVRT", "High-voltage ride-through", "5.4.6", VoltageRideThroughProcedure.High),
        new("LFRT", "Low-frequency ride-through", "5.5.3", FrequencyRideThroughProcedure.Low),
        new("HFRT", "High-frequency ride-through", "5.5.4", FrequencyRideThroughProcedure.High),
        new("PCRT", "Phase-angle change ride-through", "5.5.5", PhaseJumpProcedure.Run),
    ];

    /// <summary>The procedures of these names, all for none; refuses a name that there is not.</summary>
    /// <exception cref="ArgumentException">Says the nearest right word and all of them.</exception>
    public static IReadOnlyList<Procedure> Of(IReadOnlyList<string> names)
    {
        if (names.Count == 0) return All;
        foreach (string name in names)
        {
            if (All.Any(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) continue;
            string[] known = [.. All.Select(p => p.Name)];
            throw new ArgumentException($"there is no procedure '{name}'{NearestWord.Hint(name, known)}; allowed: {string.Join(", ", known)}");
        }
        return [.. All.Where(p => names.Contains(p.Name, StringComparer.OrdinalIgnoreCase))];
    }
}
