using V2G.Control;
using V2G.Control.Settings;
using V2G.Firmware.Run;

namespace V2G.Firmware.Tests.Run;

/// <summary>What the loop does with requests between two ticks.</summary>
public sealed class LoopHostTests : IDisposable
{
    static readonly ControlRequest Sag = new() { Kind = RequestKind.SimulateSag, VoltagePu = 0.94, Seconds = 60, Test = SagTest.Energised };

    readonly SimulatedRun _run = new(ControlSettings.Default(SiteSettings.Default), new());
    readonly LoopHost _host;

    public LoopHostTests() => _host = new(_run, 0);

    [Fact]
    public void Of_two_who_ask_for_a_sag_at_once_the_second_is_refused()
    {
        Assert.Equal(ReplyKind.Accepted, _host.Take(Sag));
        Assert.Equal(ReplyKind.TestRunning, _host.Take(Sag with { VoltagePu = 1.05 }));
        Assert.Equal(0.94, _run.Loop.HeldVoltagePu);
    }

    [Fact]
    public void The_end_of_a_sag_right_after_its_beginning_is_not_lost_and_frees_the_next()
    {
        for (int n = 0; n < 5; n++)
        {
            Assert.Equal(ReplyKind.Accepted, _host.Take(Sag));
            Assert.Equal(ReplyKind.Accepted, _host.Take(new() { Kind = RequestKind.EndSag }));
        }
        Assert.True(double.IsNaN(_run.Loop.HeldVoltagePu));
        Assert.Equal(SagTest.None, _run.Input.SagTest);
    }

    [Theory]
    [InlineData(0.49, 1)]
    [InlineData(1.21, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(0.9, 0)]
    [InlineData(0.9, 3601)]
    [InlineData(0.9, double.NaN)]
    public void A_sag_out_of_range_is_refused(double voltagePu, double seconds) =>
        Assert.Equal(ReplyKind.OutOfRange, _host.Take(Sag with { VoltagePu = voltagePu, Seconds = seconds }));

    [Fact]
    public void What_is_no_request_is_malformed() => Assert.Equal(ReplyKind.Malformed, _host.Take(new() { Kind = (RequestKind)99 }));

    public void Dispose() => _host.Dispose();
}
