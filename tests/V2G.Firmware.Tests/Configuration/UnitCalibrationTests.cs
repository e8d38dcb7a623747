using V2G.Firmware.Configuration;

namespace V2G.Firmware.Tests.Configuration;

/// <summary>The calibration that a board takes for its own.</summary>
public sealed class UnitCalibrationTests : IDisposable
{
    readonly string _etc = Directory.CreateTempSubdirectory("v2g-test-").FullName;
    readonly List<string> _said = [];

    string Serial(string number)
    {
        string path = Path.Combine(_etc, "serial-number");
        // As the device tree ends a text.
        File.WriteAllText(path, number + "\0");
        return path;
    }

    void Calibrated(string serial) => SensorOffsets.Ideal(serial).Save(Path.Combine(_etc, SensorOffsets.FileName));

    [Fact]
    public void Its_own_holds()
    {
        Calibrated("100000000abc");
        Assert.NotNull(UnitCalibration.Load(_etc, _said.Add, Serial("100000000abc")));
        Assert.Empty(_said);
    }

    [Fact]
    public void R_56_that_of_another_unit_does_not_hold_and_the_controller_is_told_why()
    {
        Calibrated("100000000abc");
        Assert.Null(UnitCalibration.Load(_etc, _said.Add, Serial("100000000def")));
        Assert.Contains("calibration of unit '100000000abc'; this is unit '100000000def'", Assert.Single(_said));
    }

    [Fact]
    public void A_board_without_a_serial_number_takes_it_and_says_so()
    {
        Calibrated("100000000abc");
        Assert.NotNull(UnitCalibration.Load(_etc, _said.Add, Path.Combine(_etc, "none")));
        Assert.Contains("has no serial number", Assert.Single(_said));
    }

    [Fact]
    public void None_is_none_and_a_changed_one_is_told()
    {
        Assert.Null(UnitCalibration.Load(_etc, _said.Add));
        Assert.Empty(_said);
        Calibrated("x");
        File.AppendAllText(Path.Combine(_etc, SensorOffsets.FileName), "va.gain = 1.1\n");
        Assert.Null(UnitCalibration.Load(_etc, _said.Add));
        Assert.NotEmpty(_said);
    }

    public void Dispose() => Directory.Delete(_etc, recursive: true);
}
