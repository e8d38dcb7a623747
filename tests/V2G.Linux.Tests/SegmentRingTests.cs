using V2G.Linux.ProcessImage;

namespace V2G.Linux.Tests;

public sealed class SegmentRingTests : IDisposable
{
    const int Layout = 7, SegmentBytes = 4096, Segments = 4;

    readonly string _path = Path.Combine(Path.GetTempPath(), $"v2g-ring-{Guid.NewGuid():N}");
    readonly byte[] _copy = new byte[SegmentBytes];

    [Fact]
    public void A_reader_gets_what_is_committed_and_no_more()
    {
        using SegmentRingWriter writer = new(_path, Layout, SegmentBytes, Segments);
        using SegmentRingReader reader = new(_path, Layout);
        Assert.True(reader.Oldest > reader.Newest);
        Assert.False(reader.TryCopy(0, _copy, out _));
        Assert.False(reader.TryCopy(1, _copy, out _));
        writer.Begin();
        Assert.True(reader.TryCopy(1, _copy, out int bytes));
        Assert.Equal(0, bytes);
        writer.Content[..100].Fill(1);
        writer.Commit(60);
        Assert.True(reader.TryCopy(1, _copy, out bytes));
        Assert.Equal(60, bytes);
        Assert.Equal(Enumerable.Repeat((byte)1, 60), _copy[..60]);
        Assert.Equal(Environment.ProcessId, reader.WriterProcessId);
    }

    [Fact]
    public void The_newest_overwrites_the_oldest_and_a_reader_notices()
    {
        using SegmentRingWriter writer = new(_path, Layout, SegmentBytes, Segments);
        using SegmentRingReader reader = new(_path, Layout);
        for (int i = 1; i <= 10; i++)
        {
            writer.Begin();
            writer.Content.Fill((byte)i);
            writer.Commit(SegmentBytes);
        }
        Assert.Equal((7, 10), (reader.Oldest, reader.Newest));
        for (long sequence = 1; sequence <= 12; sequence++)
        {
            bool there = sequence is >= 7 and <= 10;
            Assert.Equal(there, reader.TryCopy(sequence, _copy, out int bytes));
            Assert.Equal(there ? SegmentBytes : 0, bytes);
            if (there) Assert.All(_copy, b => Assert.Equal(sequence, b));
        }
    }

    [Fact]
    public async Task No_reader_ever_gets_a_segment_that_was_overwritten_under_it()
    {
        using SegmentRingWriter writer = new(_path, Layout, SegmentBytes, 2);
        using SegmentRingReader reader = new(_path, Layout);
        using CancellationTokenSource stop = new();
        Task writing = Task.Run(() =>
        {
            for (byte i = 1; !stop.IsCancellationRequested; i++)
            {
                writer.Begin();
                writer.Content.Fill(i);
                writer.Commit(SegmentBytes / 2);
                writer.Commit(SegmentBytes);
            }
        }, TestContext.Current.CancellationToken);
        long read = 0, patience = Environment.TickCount64 + 60_000;
        for (int n = 0; n < 100_000 || (read <= 1000 && Environment.TickCount64 < patience); n++)
        {
            long sequence = Math.Max(reader.Oldest, reader.Newest - (n & 1));
            if (!reader.TryCopy(sequence, _copy, out int bytes) || bytes == 0) continue;
            read++;
            Assert.False(_copy.AsSpan(0, bytes).ContainsAnyExcept((byte)sequence), $"segment {sequence} is torn");
        }
        await stop.CancelAsync();
        await writing;
        Assert.True(read > 1000, $"only {read} copies succeeded");
    }

    [Fact]
    public void Writing_and_copying_allocate_nothing()
    {
        using SegmentRingWriter writer = new(_path, Layout, SegmentBytes, Segments);
        using SegmentRingReader reader = new(_path, Layout);
        writer.Begin();
        reader.TryCopy(1, _copy, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            writer.Begin();
            writer.Content.Fill(1);
            writer.Commit(8);
            reader.TryCopy(reader.Newest, _copy, out _);
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(8, 8)]
    [InlineData(12, int.MaxValue)]
    [InlineData(12, 0)]
    [InlineData(16, -1)]
    [InlineData(16, 5)]
    public void A_file_that_is_no_such_ring_is_refused(int at, int value)
    {
        using SegmentRingWriter writer = new(_path, Layout, SegmentBytes, Segments);
        Poke(at, BitConverter.GetBytes(value));
        Assert.Contains("expected layout 7", Assert.Throws<InvalidDataException>(() => new SegmentRingReader(_path, Layout)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_length_that_leads_out_of_the_segment_is_no_content()
    {
        using SegmentRingWriter writer = new(_path, Layout, SegmentBytes, Segments);
        using SegmentRingReader reader = new(_path, Layout);
        writer.Begin();
        writer.Commit(SegmentBytes + 1);
        Assert.False(reader.TryCopy(1, _copy, out _));
        writer.Commit(-1);
        Assert.False(reader.TryCopy(1, _copy, out _));
        // Newest is the header's last field.
        Poke(24, BitConverter.GetBytes(long.MinValue));
        Assert.Equal(0, reader.Newest);
        Assert.False(reader.TryCopy(long.MinValue, _copy, out _));
        Assert.False(reader.TryCopy(long.MaxValue, _copy, out _));
    }

    [Fact]
    public void A_file_that_is_too_short_is_refused()
    {
        File.WriteAllBytes(_path, new byte[10]);
        Assert.Throws<InvalidDataException>(() => new SegmentRingReader(_path, Layout));
        Assert.Throws<FileNotFoundException>(() => new SegmentRingReader(_path + "-none", Layout));
    }

    public void Dispose() => File.Delete(_path);

    void Poke(int at, byte[] bytes)
    {
        using FileStream file = new(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Position = at;
        file.Write(bytes);
    }
}
