using System.Text;
using V2G.Grid.Comtrade;

namespace V2G.Grid.Tests.Comtrade;

/// <summary>What recorders in the field write differently and what must be understood all the same.</summary>
public class ConfigurationTests
{
    const string ThreeLines = "1,0,300,1\n2,1000,-2,0\n3,2000,4,1\n";

    [Theory]
    [InlineData("", Revision.Year1991, "")]
    [InlineData(",1991", Revision.Year1991, "")]
    [InlineData(",1997", Revision.Year1999, "1997 read as 1999")]
    [InlineData(",1999", Revision.Year1999, "")]
    [InlineData(", 2000 ", Revision.Year1999, "2000 read as 1999")]
    [InlineData(",2001", Revision.Year1999, "2001 read as 1999")]
    [InlineData(",2013", Revision.Year2013, "")]
    [InlineData(",2017", Revision.Year2013, "2017 read as 2013")]
    [InlineData(",later", Revision.Year1999, "'later' is not a number; read as 1999")]
    public void Every_revision_year_stands_for_the_nearest_edition(string year, Revision revision, string note)
    {
        Recording recording = Samples.Read(Samples.Cfg("ASCII", year: year), ThreeLines);
        Assert.Equal(revision, recording.Revision);
        if (note.Length == 0) Assert.Empty(recording.Notes);
        else Assert.Contains(note, Assert.Single(recording.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(",1999", "09/03/2026,14:05:06.5", 2026, 3, 9)]
    [InlineData(",1999", "03/25/2026,14:05:06.5", 2026, 3, 25)] // month first, where nothing else is a date
    [InlineData("", "03/09/26,14:05:06.5", 2026, 3, 9)]
    [InlineData("", "03/09/91,14:05:06.5", 1991, 3, 9)]
    [InlineData("", "25/03/1999,14:05:06.5", 1999, 3, 25)]
    public void Dates_follow_the_edition(string year, string stamp, int y, int m, int d)
    {
        string cfg = Samples.Cfg("ASCII", year: year).Replace("01/02/2020,03:04:05.000006", stamp, StringComparison.Ordinal);
        Assert.Equal(new ComtradeTime(new DateTime(y, m, d, 14, 5, 6), 500_000_000, 1), Samples.Read(cfg, ThreeLines).Start);
    }

    [Fact]
    public void A_leap_second_and_nanoseconds_are_times()
    {
        string cfg = Samples.Cfg("ASCII", year: ",2013").Replace("01/02/2020,03:04:05.000006", "31/12/2016,23:59:60.123456789", StringComparison.Ordinal);
        Assert.Equal(new ComtradeTime(new DateTime(2017, 1, 1), 123_456_789, 9), Samples.Read(cfg, ThreeLines).Start);
    }

    [Theory]
    [InlineData("31/02/2020,03:04:05")]
    [InlineData("yesterday")]
    [InlineData(",")]
    [InlineData("99999999999/1/1,1:1:1")]
    public void A_stamp_that_is_no_date_is_absent_with_a_note(string stamp)
    {
        Recording recording = Samples.Read(Samples.Cfg("ASCII").Replace("01/02/2020,03:04:05.000006", stamp, StringComparison.Ordinal), ThreeLines);
        Assert.Null(recording.Start);
        Assert.Null(recording.TriggerSeconds);
        Assert.Contains("cfg line 8: start time", Assert.Single(recording.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0\n0,3\n")]
    [InlineData("0\n")] // the line behind nrates = 0 left out
    public void Without_rates_the_stamps_tell_the_time(string rates)
    {
        Recording recording = Samples.Read(Samples.Cfg("ASCII", rates.TrimEnd('\n'), tail: "\n2.5"), "1,100,0,0\n2,500,0,0\n3,900,0,0\n");
        Assert.Equal([0, 1_000_000, 2_000_000], Enumerable.Range(0, 3).Select(recording.TimeNanoseconds));
        Assert.Equal([new RateSegment(1000, 0, 3)], recording.Segments);
    }

    [Fact]
    public void Binary_stamps_that_turn_over_go_on()
    {
        byte[] dat = [1, 0, 0, 0, 0x18, 0xFC, 0xFF, 0xFF, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]; // 1000 before the turn, then 0
        Assert.Equal([0, 1_000_000], Samples.Read(Samples.Cfg("BINARY", "0\n0,2"), dat).StampsNanoseconds.ToArray());
    }

    [Fact]
    public void Missing_trailing_fields_spaces_and_line_ends_of_any_kind_are_understood()
    {
        const string cfg = " St , Dev ,1999 \r\n 2 , 1 a, 1 D \r\r\n 1 , U ,,, V , 5E-1\r\n1,S\r\n\r\n 50.0 \r\n1\r\n 1000 , 1 \r\n01/02/2020, 3:04:05\r\n01/02/2020,03:04:05.\r\nbinary \r\n\u001a junk";
        Recording recording = Samples.Read(cfg, new byte[] { 1, 0, 0, 0, 0, 0, 0, 0, 3, 0, 1, 0 });
        AnalogChannel channel = recording.Analog[0];
        Assert.Equal(("St", "Dev", "U", "V", 1.5), (recording.Station, recording.Device, channel.Name, channel.Unit, channel.Values.Span[0]));
        Assert.Equal((1, 1, true), (channel.ToPrimary, channel.ToSecondary, channel.IsPrimary));
        Assert.True(recording.Status[0].Values.Span[0]);
        Assert.Empty(recording.Notes);
    }

    [Theory]
    [InlineData("400,100,P", 1, 0.25)]
    [InlineData("400,100,S", 4, 1)]
    [InlineData("400,100,s", 4, 1)]
    [InlineData("0,0,S", 1, 1)]
    [InlineData("400,,P", 1, 0.0025)]
    public void Ratio_and_side_scale_to_primary_and_secondary(string fields, double toPrimary, double toSecondary)
    {
        string cfg = Samples.Cfg("ASCII").Replace("32767,1,1,P", "32767," + fields, StringComparison.Ordinal);
        AnalogChannel channel = Samples.Read(cfg, ThreeLines).Analog[0];
        Assert.Equal((toPrimary, toSecondary), (channel.ToPrimary, channel.ToSecondary));
    }

    [Fact]
    public void The_lines_of_2013_are_kept()
    {
        Recording recording = Samples.Read(Samples.Cfg("ASCII", year: ",2013", tail: "\n1\n-5h30,-5h30\nB,3"), ThreeLines);
        Assert.Equal(("-5h30", "-5h30", "B", "3"), (recording.TimeCode, recording.LocalCode, recording.TimeQuality, recording.LeapSecond));
    }

    [Fact]
    public void Rates_change_within_a_record()
    {
        Recording recording = Samples.Read(
            Samples.Cfg("ASCII", "3\n1000,2\n500,3\n2000,6"), string.Concat(Enumerable.Range(1, 6).Select(i => $"{i},,0,0\n")));
        Assert.Equal([new RateSegment(1000, 0, 2), new RateSegment(500, 2, 1), new RateSegment(2000, 3, 3)], recording.Segments);
        Assert.Equal([0, 1_000_000, 2_000_000, 4_000_000, 4_500_000, 5_000_000], Enumerable.Range(0, 6).Select(recording.TimeNanoseconds));
        Assert.Equal(0.0045, recording.TimeSeconds(4), 1e-15);
    }

    [Theory]
    [InlineData("Ячейка 11", new byte[] { 0xDF, 0xF7, 0xE5, 0xE9, 0xEA, 0xE0, 0x20, 0x31, 0x31 })] // Windows-1251
    [InlineData("Poste Cré", new byte[] { 0x50, 0x6F, 0x73, 0x74, 0x65, 0x20, 0x43, 0x72, 0xE9 })] // Latin-1
    [InlineData("Ячейка", new byte[] { 0xD0, 0xAF, 0xD1, 0x87, 0xD0, 0xB5, 0xD0, 0xB9, 0xD0, 0xBA, 0xD0, 0xB0 })] // UTF-8
    public void Names_are_read_in_the_encoding_they_were_written_in(string expected, byte[] name)
    {
        byte[] rest = Samples.Utf8(Samples.Cfg("ASCII"))[2..];
        Recording recording = ComtradeReader.Read((byte[])[.. name, .. rest], Samples.Utf8(ThreeLines));
        Assert.Equal(expected, recording.Station);
    }

    [Fact]
    public void Control_characters_do_not_survive_in_names() =>
        Assert.Equal(" [2J", Samples.Read("X\u001b[2J"[1..] + Samples.Cfg("ASCII")[2..], ThreeLines).Station);

    [Theory]
    [InlineData("1,0,300,1\n2,1000,-2,0\n", "ends after 2 records; 3 were promised")]
    [InlineData("1,0,300,1\n2,1000,-2,0\n3,20", "last line is cut off")]
    [InlineData(ThreeLines + "4,3000,0,0\n", "lines behind the last record promised (3)")]
    [InlineData("1,0,300,1\n7,1000,-2,0\n8,2000,0,0\n", "sample number 7 follows 1")]
    [InlineData("1,0,300,1\n2,1000,-2,0\n3,20000,0,0\n", "last sample at 0.02 s by its time stamp, at 0.002 s by the sampling rates")]
    public void Odd_but_usable_data_give_a_note(string dat, string note)
    {
        Recording recording = Samples.Read(Samples.Cfg("ASCII"), dat);
        Assert.Equal([151, 0], recording.Analog[0].Values.ToArray()[..2]);
        Assert.Contains(recording.Notes, n => n.Contains(note, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(30, 2, "dat byte 30: ends after 2 whole records of 12 bytes; 3 were promised")]
    [InlineData(40, 3, "dat byte 36: 4 bytes behind the last record read; ignored")]
    public void Binary_data_of_another_length_keep_the_whole_records(int bytes, int records, string note)
    {
        Recording recording = Samples.Read(Samples.Cfg("BINARY"), new byte[bytes]);
        Assert.Equal(records, recording.SampleCount);
        Assert.Contains(note, recording.Notes);
    }

    [Fact]
    public void Too_few_samples_a_cycle_for_a_wave_is_noted() =>
        Assert.Contains(Samples.Read(Samples.Cfg("ASCII", "1\n50,3"), ThreeLines).Notes, n => n.Contains("can't show a wave of 50 Hz", StringComparison.Ordinal));
}
