using V2G.Firmware.Terminal;

namespace V2G.Firmware.Tests.Verbs;

/// <summary>The controller without --simulate, on a machine that has not what its configuration names.</summary>
public sealed class SensedRunVerbTests : IDisposable
{
    readonly V2gProcess _v2g = new();

    [Theory]
    [InlineData("role", "controller")]
    [InlineData("run", "--plain")]
    public void R_44_without_a_device_to_sense_with_it_names_the_key_and_the_file(params string[] verb)
    {
        string said = _v2g.Run([.. verb, "--etc", _v2g.Etc]).Expect(ExitCode.InvalidInput).Err;
        Assert.Contains($"{_v2g.Etc}/v2g.yaml: devices.samples names no IIO device", said);
    }

    [Fact]
    public void A_device_that_is_not_there_is_named()
    {
        File.WriteAllText(Path.Combine(_v2g.Etc, "v2g.yaml"), "devices:\n  samples: no-such-adc\n");
        Assert.Contains("samples: /sys/bus/iio/devices: no IIO device 'no-such-adc'", _v2g.Run("role", "controller", "--etc", _v2g.Etc).Expect(ExitCode.Failed).Err);
    }

    [Theory]
    [InlineData("sample_channels: in_voltage0,in_voltage0", "names separated by commas, each once")]
    [InlineData("sample_channels: in_voltage0,,in_voltage1", "names separated by commas, each once")]
    [InlineData("sample_channels: '../../x y'", "channels of the IIO device, separated by commas")]
    [InlineData("sample_rate: 500 Hz", "600 Hz … 50000 Hz")]
    [InlineData("voltage_ratio: 0", "0.001 V/V … 100000 V/V")]
    [InlineData("current_ratio: 0", "anything but 0")]
    public void What_no_converter_can_be_is_refused(string line, string allowed)
    {
        File.WriteAllText(Path.Combine(_v2g.Etc, "v2g.yaml"), $"devices:\n  samples: adc\n  {line}\n");
        Assert.Contains(allowed, _v2g.Run("role", "controller", "--etc", _v2g.Etc).Expect(ExitCode.InvalidInput).Err);
    }

    [Theory]
    [InlineData("--cold")]
    [InlineData("--speed 2")]
    [InlineData("--script steady")]
    public void What_only_a_plant_can_do_goes_with_simulate(string option) =>
        Assert.Contains("go with --simulate", _v2g.Run(["role", "controller", .. option.Split(' ')]).Expect(ExitCode.Usage).Err);

    public void Dispose() => _v2g.Dispose();
}
