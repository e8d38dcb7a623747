using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using V2G.Linux.ProcessImage;

namespace V2G.Linux.Tests;

public sealed class ProcessImageTests : IDisposable
{
    readonly string _path = Path.Combine(Path.GetTempPath(), $"v2g-image-{Guid.NewGuid():N}");

    [InlineArray(256)]
    struct Words
    {
        long _0;
    }

    struct Content
    {
        public Words Words;
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void A_sequence_that_no_writer_publishes_is_no_content(long sequence)
    {
        using (ImageWriter<Content> writer = new(_path, 1))
        {
            writer.Publish(Filled(1), 1);
            using (FileStream file = new(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            {
                // The last field of the header.
                file.Position = 24;
                file.Write(BitConverter.GetBytes(sequence));
            }
            using ImageReader<Content> reader = new(_path, 1);
            Assert.False(reader.TryRead(out _, out _));
        }
    }

    [Fact]
    public void A_reader_sees_what_was_published_last_with_its_time()
    {
        using ImageWriter<Content> writer = new(_path, 3);
        using ImageReader<Content> reader = new(_path, 3);
        Assert.False(reader.TryRead(out _, out _));
        for (int i = 1; i <= 9; i++) writer.Publish(Filled(i), i * 1000);
        Assert.True(reader.TryRead(out Content content, out long timeNs));
        Assert.Equal(9, content.Words[255]);
        Assert.Equal(9000, timeNs);
        Assert.Equal(Environment.ProcessId, reader.WriterProcessId);
    }

    [Fact]
    public async Task No_reader_ever_sees_half_of_a_content_while_it_is_written()
    {
        using ImageWriter<Content> writer = new(_path, 1);
        using ImageReader<Content> reader = new(_path, 1);
        using CancellationTokenSource stop = new();
        Task writing = Task.Run(() =>
        {
            for (long i = 1; !stop.IsCancellationRequested; i++) writer.Publish(Filled(i), i);
        }, TestContext.Current.CancellationToken);
        long read = 0, last = 0, patience = Environment.TickCount64 + 60_000;
        // On a busy machine the writer may not have begun when the reader is through.
        for (int n = 0; n < 300_000 || (read <= 1000 && Environment.TickCount64 < patience); n++)
        {
            if (!reader.TryRead(out Content content, out long timeNs)) continue;
            read++;
            Assert.Equal(timeNs, content.Words[0]);
            Assert.Equal(timeNs, content.Words[128]);
            Assert.Equal(timeNs, content.Words[255]);
            Assert.True(timeNs >= last);
            last = timeNs;
        }
        await stop.CancelAsync();
        await writing;
        Assert.True(read > 1000, $"only {read} reads succeeded");
    }

    [Fact]
    public void Another_layout_is_refused()
    {
        using ImageWriter<Content> writer = new(_path, 1);
        Assert.Contains("expected layout 2", Assert.Throws<InvalidDataException>(() => new ImageReader<Content>(_path, 2)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => new ImageReader<long>(_path, 1));
        Assert.Throws<FileNotFoundException>(() => new ImageReader<Content>(_path + "-none", 1));
    }

    [Fact]
    public void Publishing_and_reading_allocate_nothing()
    {
        using ImageWriter<Content> writer = new(_path, 1);
        using ImageReader<Content> reader = new(_path, 1);
        writer.Publish(Filled(1), 1);
        reader.TryRead(out _, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            writer.Publish(Filled(i), i);
            reader.TryRead(out _, out _);
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void When_the_writer_leaves_its_file_is_gone()
    {
        new ImageWriter<Content>(_path, 1).Dispose();
        Assert.False(File.Exists(_path));
    }

    [Fact]
    public void A_writer_whose_memory_is_locked_leaves_like_any_other()
    {
        ImageWriter<Content> writer = new(_path, 1);
        string[] range = File.ReadLines("/proc/self/maps").Single(line => line.EndsWith(_path, StringComparison.Ordinal)).Split(' ')[0].Split('-');
        nuint start = nuint.Parse(range[0], NumberStyles.HexNumber), end = nuint.Parse(range[1], NumberStyles.HexNumber);
        Assert.Equal(0, LockMemory(start, end - start));
        writer.Dispose();
        Assert.False(File.Exists(_path));
    }

    public void Dispose() => File.Delete(_path);

    [DllImport("libc.so.6", EntryPoint = "mlock")]
    static extern int LockMemory(nuint start, nuint bytes);

    static Content Filled(long value)
    {
        Content content = default;
        for (int i = 0; i < 256; i++) content.Words[i] = value;
        return content;
    }
}
