using System.Text;
using V2G.Firmware.TypeTestServer;

namespace V2G.Firmware.Tests.TypeTestServer;

public sealed class LineSplitterTests
{
    static List<string> Split(string text, int pieceBytes, int maxBytes)
    {
        LineSplitter splitter = new(maxBytes);
        List<string> lines = [];
        ReadOnlySpan<byte> bytes = Encoding.UTF8.GetBytes(text);
        while (bytes.Length > 0)
        {
            Span<byte> free = splitter.Free().Span;
            Assert.NotEqual(0, free.Length);
            int count = Math.Min(Math.Min(pieceBytes, free.Length), bytes.Length);
            bytes[..count].CopyTo(free);
            bytes = bytes[count..];
            splitter.Filled(count);
            while (splitter.TryTake(out ReadOnlyMemory<byte> line, out bool tooLong)) lines.Add(tooLong ? "TOO LONG" : Encoding.UTF8.GetString(line.Span));
        }
        if (splitter.TryTakeRest(out ReadOnlyMemory<byte> rest)) lines.Add("REST " + Encoding.UTF8.GetString(rest.Span));
        return lines;
    }

    [Fact]
    public void Lines_come_out_whole_however_the_bytes_arrive()
    {
        string long_ = new('x', 5000);
        string text = $"a\n\nbc\r\n{long_}\nlast";
        for (int piece = 1; piece < 40; piece++) Assert.Equal(["a", "", "bc\r", long_, "REST last"], Split(text, piece, 10_000));
        Assert.Equal(["a", "", "bc\r", long_, "REST last"], Split(text, 1 << 20, 10_000));
    }

    [Fact]
    public void A_line_that_is_too_long_is_reported_once_and_the_next_one_counts()
    {
        for (int piece = 1; piece < 64; piece++)
        {
            Assert.Equal(["12345678", "TOO LONG", "ok", "TOO LONG", "x"], Split($"12345678\n123456789\nok\n{new string('y', 100)}\nx\n", piece, 8));
            Assert.Equal(["TOO LONG"], Split(new string('y', 100), piece, 8));
        }
    }
}
