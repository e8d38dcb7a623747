using V2G.Control.Settings;
using V2G.Firmware.TypeTests;

namespace V2G.Firmware.Tests.TypeTests;

/// <summary>The healthy device passes every procedure, in every pair of categories; a wrong one is caught by the procedure that is made for it.</summary>
public sealed class ProcedureTests
{
    // The others run on phasors alone.
    static readonly string[] OnWaveforms = ["OVT", "UVT", "VV", "CPF", "PCRT", "LVRT", "HVRT"];

    public static TheoryData<string> Names => [.. Procedure.All.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void R_13_The_device_passes_in_categories_B_and_III(string name)
    {
        int onWaveforms = Passes(name, new Conditions());
        Assert.Equal(OnWaveforms.Contains(name), onWaveforms > 0);
    }

    [Theory]
    [InlineData(NormalCategory.A, AbnormalCategory.I)]
    [InlineData(NormalCategory.A, AbnormalCategory.III)]
    [InlineData(NormalCategory.B, AbnormalCategory.II)]
    public void R_13_The_device_passes_in_other_categories(NormalCategory normal, AbnormalCategory abnormal)
    {
        foreach (Procedure p in Procedure.All) Passes(p.Name, new Conditions(normal, abnormal));
    }

    [Theory]
    [InlineData("slope", "VV")]
    [InlineData("slope", "VW")]
    [InlineData("slope", "WV")]
    [InlineData("slope", "FW")]
    [InlineData("lag", "VV")]
    [InlineData("lag", "VW")]
    [InlineData("lag", "WV")]
    [InlineData("lag", "FW")]
    [InlineData("late-trip", "OVT")]
    [InlineData("late-trip", "UVT")]
    [InlineData("late-trip", "OFT")]
    [InlineData("late-trip", "UFT")]
    [InlineData("sign", "CPF")]
    [InlineData("sign", "CRP")]
    [InlineData("sign", "VV")]
    [InlineData("sign", "WV")]
    [InlineData("no-restore", "LVRT")]
    [InlineData("no-restore", "HVRT")]
    public void A_wrong_device_is_caught(string fault, string name) => Assert.Contains(Groups(name, Wrong(fault)), g => !g.Passed);

    [Theory]
    [InlineData("slope", "OVT")]
    [InlineData("late-trip", "VV")]
    [InlineData("sign", "LFRT")]
    [InlineData("no-restore", "PRI")]
    public void A_wrong_device_passes_where_it_is_right(string fault, string name) => Assert.All(Groups(name, Wrong(fault)), g => Assert.True(g.Passed, g.FirstFailure));

    [Fact]
    public void A_slope_wrong_by_five_per_cent_is_seen_by_our_own_criterion_only()
    {
        Check[] failed = [.. Groups("VV", Wrong("slope")).SelectMany(g => g.Steps).SelectMany(s => s.Checks).Where(c => !c.Passed)];
        Assert.NotEmpty(failed);
        Assert.All(failed, c => Assert.True(c.Own, c.Text));
    }

    [Theory]
    [InlineData("no-restore", "LVRT")]
    [InlineData("late-trip", "OVT")]
    public void A_wrong_device_is_caught_by_the_standards_own_criteria(string fault, string name) =>
        Assert.Contains(Groups(name, Wrong(fault)).SelectMany(g => g.Steps).SelectMany(s => s.Checks), c => !c.Passed && !c.Own);

    [Fact]
    public void An_unknown_name_is_refused_with_the_nearest_and_all()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => Procedure.Of(["VV", "LVTR"]));
        Assert.Contains("did you mean 'LVRT'", refusal.Message);
        Assert.Contains("PCRT", refusal.Message);
    }

    [Fact]
    public void Names_may_be_small_and_none_means_all()
    {
        Assert.Equal(["VV", "PCRT"], Procedure.Of(["pcrt", "vv"]).Select(p => p.Name));
        Assert.Equal(Procedure.All.Length, Procedure.Of([]).Count);
    }

    /// <returns>How many groups ran on waveforms.</returns>
    static int Passes(string name, Conditions c)
    {
        int groups = 0, onWaveforms = 0;
        foreach (StepGroup group in Groups(name, c))
        {
            groups++;
            if (group.Name.EndsWith("on waveforms", StringComparison.Ordinal)) onWaveforms++;
            Assert.True(group.Passed, $"{name}, {c.Normal} {c.Abnormal}, {group.Name}: {group.FirstFailure}");
        }
        Assert.NotEqual(0, groups);
        return onWaveforms;
    }

    static IEnumerable<StepGroup> Groups(string name, Conditions c) => Procedure.Of([name])[0].Run(c);

    static Conditions Wrong(string fault) => new() { Fault = DeviceFault.All.Single(f => f.Name == fault) };
}
