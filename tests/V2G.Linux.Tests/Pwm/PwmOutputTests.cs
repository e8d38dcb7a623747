using V2G.Linux.Devices;
using V2G.Linux.Pwm;

namespace V2G.Linux.Tests.Pwm;

/// <summary>On files that stand for sysfs; on the kernel's own PWM: scripts/board-test.</summary>
public sealed class PwmOutputTests : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("v2g-test-").FullName;

    public PwmOutputTests()
    {
        string output = Directory.CreateDirectory(Path.Combine(_root, "pwmchip1", "pwm3")).FullName;
        foreach ((string name, string text) in new[] { ("enable", "1"), ("duty_cycle", "77"), ("period", "5"), ("polarity", "inversed") }) File.WriteAllText(Path.Combine(output, name), text);
    }

    string Said(string attribute) => File.ReadAllText(Path.Combine(_root, "pwmchip1", "pwm3", attribute)).Split('\n')[0];

    [Fact]
    public void R_50_it_is_set_up_and_pulses_as_it_is_told()
    {
        using PwmOutput pwm = new("pwmchip1/3", 1_000_000, [0, 50_000, 1_000_000], _root);
        Assert.Equal(("1", "0", "1000000", "normal"), (Said("enable"), Said("duty_cycle"), Said("period"), Said("polarity")));
        Assert.True(pwm.Set(1));
        Assert.Equal("50000", Said("duty_cycle"));
        Assert.True(pwm.Set(2));
        Assert.Equal("1000000", Said("duty_cycle"));
        Assert.Equal(0, pwm.Failures);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) pwm.Set(i % 3);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData("pwmchip1", "write CHIP/CHANNEL")]
    [InlineData("pwmchip1/x", "write CHIP/CHANNEL")]
    [InlineData("pwmchip2/0", "no PWM chip 'pwmchip2'; allowed: pwmchip1")]
    public void What_is_not_there_is_said_with_what_is(string name, string said) =>
        Assert.Contains(said, Assert.Throws<DeviceException>(() => new PwmOutput(name, 1000, [0], _root)).Message);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
