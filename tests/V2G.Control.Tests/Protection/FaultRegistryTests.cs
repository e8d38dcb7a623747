using V2G.Control.Protection;

namespace V2G.Control.Tests.Protection;

public class FaultRegistryTests
{
    static Fault Row(byte code) => FaultRegistry.Find(code) ?? throw new InvalidOperationException($"0x{code:X2} is not in the registry");

    [Fact]
    public void R_87_codes_and_names_are_unique_and_every_field_is_filled()
    {
        Fault[] all = FaultRegistry.All.ToArray();
        Assert.Equal(all.Length, all.Select(f => f.Code).Distinct().Count());
        Assert.Equal(all.Length, all.Select(f => f.Name).Distinct().Count());
        Assert.Equal(all.Length, all.Select(f => f.Text).Distinct().Count());
        foreach (Fault fault in all)
        {
            Assert.InRange(fault.Code, 0x80, 0xFF);
            foreach (string field in new[] { fault.Name, fault.Text, fault.Cause, fault.Effect, fault.Led, fault.Action })
                Assert.False(string.IsNullOrWhiteSpace(field), fault.CodeText);
            Assert.Matches("^[A-Z][A-Z0-9_]*$", fault.Name);
            Assert.Matches("^(red|amber|white)", fault.Led);
        }
        // One bit each in a set of 64.
        Assert.InRange(all.Length, 1, 64);
    }

    [Theory]
    [InlineData(0x82, "Communication Timeout")]
    [InlineData(0xF4, "Over-Voltage Protection Trip")]
    [InlineData(0xF0, "Grid Sync Loss")]
    [InlineData(0x84, "SECC Protocol Mismatch")]
    [InlineData(0xC1, "Ground Fault Detection")]
    public void R_85_R_86_R_90_texts_that_others_search_for_are_exact(byte code, string text) => Assert.Equal(text, Row(code).Text);

    [Fact]
    public void A_ground_fault_blinks_amber_three_times() => Assert.Equal("amber, 3 pulses", Row(0xC1).Led);

    [Theory]
    [InlineData(new byte[] { 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87 })]
    [InlineData(new byte[] { 0x91, 0x92, 0x95, 0xA1, 0xB1, 0xB2, 0xB3, 0xC1, 0xE1, 0xE2 })]
    [InlineData(new byte[] { 0xF0, 0xF1, 0xF2, 0xF3, 0xF4, 0xF5, 0xF6 })]
    public void Every_planned_code_has_its_row(byte[] codes)
    {
        foreach (byte code in codes) Assert.Equal($"0x{code:X2}", Row(code).CodeText);
    }

    [Fact]
    public void Every_code_that_the_controller_raises_is_in_the_registry()
    {
        foreach (FaultCode code in Enum.GetValues<FaultCode>()) Assert.NotNull(FaultRegistry.Find((byte)code));
    }

    [Fact]
    public void An_unknown_code_is_not_found()
    {
        Assert.Null(FaultRegistry.Find(0x00));
        Assert.Equal(-1, FaultRegistry.IndexOf(0xFF));
    }

    [Fact]
    public void Every_inhibit_has_one_text_that_says_why_and_until_when()
    {
        InhibitText[] all = InhibitRegistry.All.ToArray();
        foreach (Inhibits bit in Enum.GetValues<Inhibits>().Where(b => b != Inhibits.None))
        {
            InhibitText text = Assert.Single(all, t => t.Bit == bit);
            Assert.False(string.IsNullOrWhiteSpace(text.Why) || string.IsNullOrWhiteSpace(text.Until), text.Name);
        }
        Assert.Equal(all.Length, all.Select(t => t.Name).Distinct().Count());
    }
}
