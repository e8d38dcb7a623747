using V2G.Firmware.Calibration;
using V2G.Firmware.Configuration;

namespace V2G.Firmware.Tests.Calibration;

public class ReadingsFileTests
{
    [Fact]
    public void Readings_comments_and_empty_lines_are_read()
    {
        List<Reading> readings = ReadingsFile.Parse("r.csv", "# bench 2\r\n\r\nchannel, reference, measured, reference_deg, measured_deg\r\nva, 277.1, 280.2, 0, -1.5\r\nic,-10,-9.9,,\r\n");
        Assert.Equal([new Reading(0, 277.1, 280.2, 0, -1.5, 4), new Reading(5, -10, -9.9, Line: 5)], readings);
        Assert.Equal(1.5, readings[0].LagDegrees);
    }

    [Theory]
    [InlineData("", "no header")]
    [InlineData("channel;reference;measured\n", "r.csv:1:1: the header must be")]
    [InlineData("channel,reference,measured\nvd,1,2\n", "r.csv:2:1: unknown channel 'vd'; allowed: va, vb, vc, ia, ib, ic; did you mean 'va'?")]
    [InlineData("channel,reference,measured\n#\nva,1\n", "r.csv:3:1: 2 fields; the header has 3")]
    [InlineData("channel,reference,measured\nva,1,2,3,4\n", "r.csv:2:1: 5 fields")]
    [InlineData("channel,reference,measured\nva,1e3,2\n", "r.csv:2:4: reference '1e3' is not a number")]
    [InlineData("channel,reference,measured\nva,1,NaN\n", "r.csv:2:6: measured 'NaN' is not a number")]
    [InlineData("channel,reference,measured\nva,1,2001\n", "measured = 2001 is outside its range; allowed: -2000 … 2000")]
    [InlineData("channel,reference,measured,reference_deg,measured_deg\nva,1,2,400,0\n", "reference_deg = 400 is outside")]
    [InlineData("channel,reference,measured,reference_deg,measured_deg\nva,1,2,4,\n", "measured_deg '' is not a number")]
    public void A_mistake_is_said_with_its_line(string text, string said)
    {
        ConfigurationException e = Assert.Throws<ConfigurationException>(() => ReadingsFile.Parse("r.csv", text));
        Assert.Contains(said, e.Errors[0].ToString());
    }

    [Fact]
    public void Every_bad_line_is_named_at_once()
    {
        ConfigurationException e = Assert.Throws<ConfigurationException>(() => ReadingsFile.Parse("r.csv", "channel,reference,measured\nva,x,y\nvq,1,1\n"));
        Assert.Equal([2, 2, 3], e.Errors.Select(x => x.Line));
    }

    [Fact]
    public void More_readings_than_a_calibration_needs_are_refused_before_they_are_kept()
    {
        string text = "channel,reference,measured\n" + string.Concat(Enumerable.Repeat("va,1,1\n", ReadingsFile.MaxReadings + 1));
        Assert.Contains("more than 4096", Assert.Throws<ConfigurationException>(() => ReadingsFile.Parse("r.csv", text)).Message);
    }
}
