using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tmds.Linux;
using V2G.Linux.ProcessImage;

namespace V2G.Linux.Tests.ProcessImage;

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

    static SectionLayout One => SectionLayout.Newest<Content>(1, 7);

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void A_sequence_that_no_writer_publishes_is_no_content(long sequence)
    {
        using ImageWriter writer = new(_path, One);
        writer.Section<Content>(0).Publish(Filled(1), 1);
        // The number of the newest slot stands behind the section's layout.
        Scribble(64 + Marshal.SizeOf<SectionLayout>(), BitConverter.GetBytes(sequence));
        using ImageReader reader = new(_path, One);
        Assert.False(reader.Section<Content>(0).TryRead(out _, out _));
        long seen = 0;
        reader.Section<Content>(0).TryReadNext(ref seen, out _, out _, out _);
    }

    [Fact]
    public void A_reader_sees_what_was_published_last_with_its_time()
    {
        using ImageWriter file = new(_path, One);
        using ImageReader readFile = new(_path, One);
        SectionWriter<Content> writer = file.Section<Content>(0);
        SectionReader<Content> reader = readFile.Section<Content>(0);
        Assert.False(reader.TryRead(out _, out _));
        for (int i = 1; i <= 9; i++) writer.Publish(Filled(i), i * 1000);
        Assert.True(reader.TryRead(out Content content, out long timeNs));
        Assert.Equal(9, content.Words[255]);
        Assert.Equal(9000, timeNs);
        Assert.Equal(Environment.ProcessId, readFile.WriterProcessId);
    }

    [Fact]
    public void Sections_of_one_file_do_not_touch_each_other()
    {
        SectionLayout[] layout = [SectionLayout.Newest<byte>(1, 1), One, SectionLayout.Ring<long>(3, 2, 5)];
        using ImageWriter file = new(_path, layout);
        using ImageReader readFile = new(_path, layout);
        for (int i = 1; i <= 20; i++)
        {
            file.Section<byte>(0).Publish((byte)i, 1);
            file.Section<Content>(1).Publish(Filled(-1), 2);
        }
        SectionWriter<long> ring = file.Section<long>(2);
        for (int i = 1; i <= 20; i++) ring.Publish(i, i);
        Assert.True(readFile.Section<Content>(1).TryRead(out Content content, out _));
        Assert.Equal(-1, content.Words[255]);
        Assert.True(readFile.Section<byte>(0).TryRead(out byte b, out _));
        Assert.Equal(20, b);
        Assert.Throws<ArgumentException>(() => file.Section<int>(0));
        Assert.Throws<ArgumentException>(() => readFile.Section<int>(0));
    }

    [Fact]
    public void Each_reader_of_a_ring_has_its_own_place_and_knows_what_it_missed()
    {
        SectionLayout layout = SectionLayout.Ring<long>(1, 1, 8);
        using ImageWriter file = new(_path, layout);
        using ImageReader readFile = new(_path, layout);
        SectionWriter<long> ring = file.Section<long>(0);
        SectionReader<long> reader = readFile.Section<long>(0);
        long early = 0, late = 0;
        for (int i = 1; i <= 3; i++) ring.Publish(i * 10, i);
        Assert.Equal([10, 20, 30], Drain(reader, ref early, out long missed));
        Assert.Equal(0, missed);
        for (int i = 4; i <= 23; i++) ring.Publish(i * 10, i);
        // Of eight slots one may be being written: seven can be read.
        Assert.Equal([170, 180, 190, 200, 210, 220, 230], Drain(reader, ref early, out missed));
        Assert.Equal(13, missed);
        Assert.Equal(7, Drain(reader, ref late, out missed).Count);
        Assert.Equal(16, missed);
        Assert.Empty(Drain(reader, ref late, out missed));
        ring.Publish(7, 7);
        Assert.Equal([7], Drain(reader, ref early, out _));
    }

    static List<long> Drain(SectionReader<long> reader, ref long seen, out long missed)
    {
        List<long> all = [];
        missed = 0;
        while (reader.TryReadNext(ref seen, out long content, out _, out long now))
        {
            all.Add(content);
            missed += now;
        }
        return all;
    }

    [Fact]
    public void Another_layout_is_refused_by_its_version_its_checksum_its_size_and_its_number_of_slots()
    {
        using ImageWriter writer = new(_path, One);
        Assert.Contains("layout 1, expected layout 2", Refusal(SectionLayout.Newest<Content>(2, 7)), StringComparison.Ordinal);
        Assert.Contains("0000000000000007 of 2048 bytes, expected 0000000000000008 of 2048 bytes", Refusal(SectionLayout.Newest<Content>(1, 8)), StringComparison.Ordinal);
        Refusal(SectionLayout.Newest<long>(1, 7));
        Refusal(SectionLayout.Ring<Content>(1, 7, 5));
        Refusal(One, One);
        Assert.Throws<FileNotFoundException>(() => new ImageReader(_path + "-none", One));
    }

    string Refusal(params SectionLayout[] expected) => Assert.Throws<InvalidDataException>(() => new ImageReader(_path, expected)).Message;

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(16)]
    [InlineData(64)]
    [InlineData(72)]
    public void A_file_with_one_wrong_bit_in_its_head_is_refused_and_its_writer_knows(int at)
    {
        using ImageWriter writer = new(_path, One);
        Assert.True(writer.IsIntact);
        byte[] bytes = File.ReadAllBytes(_path);
        bytes[at] ^= 1;
        Scribble(at, [bytes[at]]);
        Refusal(One);
        // The writer's own number and the count of sections are covered by the checksum, which it compares as it was made.
        if (at is not (8 or 12)) Assert.False(writer.IsIntact);
    }

    [Fact]
    public void A_file_cut_to_any_length_is_refused()
    {
        byte[] whole;
        using (ImageWriter writer = new(_path, One)) whole = File.ReadAllBytes(_path);
        for (int length = 0; length < whole.Length; length += 97)
        {
            File.WriteAllBytes(_path, whole[..length]);
            Refusal(One);
        }
        File.WriteAllBytes(_path, [.. whole, 0]);
        Refusal(One);
    }

    [Fact]
    public void Everyone_may_read_an_image_and_only_its_writer_write_it_whatever_the_services_mask()
    {
        mode_t before = LibC.umask(0x3F);
        try
        {
            using ImageWriter writer = new(_path, One);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(_path));
        }
        finally
        {
            LibC.umask(before);
        }
    }

    void Scribble(long at, byte[] bytes)
    {
        using FileStream file = new(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Position = at;
        file.Write(bytes);
    }

    [Fact]
    public void Publishing_and_reading_allocate_nothing()
    {
        using ImageWriter file = new(_path, One);
        using ImageReader readFile = new(_path, One);
        SectionWriter<Content> writer = file.Section<Content>(0);
        SectionReader<Content> reader = readFile.Section<Content>(0);
        writer.Publish(Filled(1), 1);
        reader.TryRead(out _, out _);
        long seen = 0, before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            writer.Publish(Filled(i), i);
            reader.TryRead(out _, out _);
            reader.TryReadNext(ref seen, out _, out _, out _);
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void When_the_writer_leaves_its_file_is_gone()
    {
        new ImageWriter(_path, One).Dispose();
        Assert.False(File.Exists(_path));
    }

    [Fact]
    public void A_writer_whose_memory_is_locked_leaves_like_any_other()
    {
        ImageWriter writer = new(_path, One);
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
