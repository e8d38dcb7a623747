using System.Globalization;
using V2G.Firmware.Recordings;
using V2G.Firmware.Verbs;

namespace V2G.Firmware.Tests.Recordings;

public class ReplayBlockTests
{
    [Theory]
    [InlineData(50, 48.7, 10)]
    [InlineData(60, 61.3, 12)]
    public void Reporting_blocks_show_the_frequency_and_the_fundamental_of_a_recording(double nominalHz, double hertz, int cycles)
    {
        ReplayResult result = MadeRecording.Replayed(MadeRecording.Of(2, (_, _) => 0.97, hertz: hertz), nominal: null, hertz: nominalHz);
        string[][] rows = [.. ReplayText.BlockCsv(result).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))];
        string[][] valid = [.. rows.Where(r => r[1] == "1")];
        Assert.InRange(valid.Length, (int)(2 * hertz / cycles) - 2, (int)(2 * hertz / cycles));
        foreach (string[] row in valid)
        {
            Assert.Equal(hertz, double.Parse(row[2], CultureInfo.InvariantCulture), 0.001);
            // Nominal was taken from the recording itself.
            Assert.Equal(1, double.Parse(row[3], CultureInfo.InvariantCulture), 0.001);
        }
    }
}
