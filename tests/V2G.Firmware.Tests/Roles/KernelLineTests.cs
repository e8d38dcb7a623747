using V2G.Control;
using V2G.Control.Protection;
using V2G.Firmware.Roles;

namespace V2G.Firmware.Tests.Roles;

public class KernelLineTests
{
    static BoardEvent Raised(FaultCode code) => new() { Kind = BoardEventKind.Control, Control = new() { Kind = ControlEventKind.FaultRaised, Fault = code } };

    [Theory]
    [InlineData(FaultCode.Inverter, "0xB6 Inverter Fault")]
    [InlineData(FaultCode.CommunicationTimeout, "0x82 Communication Timeout")]
    [InlineData(FaultCode.Fan, "0xA1 Fan Fault")]
    [InlineData(FaultCode.ShuntTripFailed, "0xF6 Shunt Trip Did Not Open")]
    public void R_88_a_fault_of_the_hardware_is_a_line_that_begins_with_v2g_inverter(FaultCode code, string words)
    {
        string? line = KernelLine.Of(Raised(code));
        Assert.StartsWith("v2g inverter: ", line);
        Assert.Contains(words, line);
    }

    [Theory]
    [InlineData(FaultCode.GmsHeartbeat)]
    [InlineData(FaultCode.OverVoltageTrip)]
    [InlineData(FaultCode.Configuration)]
    public void R_88_what_the_grid_or_a_file_did_is_none(FaultCode code) => Assert.Null(KernelLine.Of(Raised(code)));

    [Fact]
    public void R_88_ten_lines_a_minute_are_enough()
    {
        KernelLineLimit limit = new();
        Assert.Equal(10, Enumerable.Range(0, 1000).Count(n => limit.May(5000 + n)));
        Assert.True(limit.May(70_000));
    }
}
