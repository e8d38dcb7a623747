using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using V2G.Linux.ProcessImage;

namespace V2G.Firmware.BlackBox;

/// <summary>A log on disk: header, segments each under Brotli, SHA-256 over all of it. See README.md beside this file.</summary>
internal sealed class LogFile
{
    public const string Extension = ".v2glog";

    /// <summary>A longer file is not read: several times what a ring can fill.</summary>
    public const int MostFileBytes = 64 << 20;

    const int SealBytes = 32, SegmentHeadBytes = 8;

    // A middling effort: three quarters of what the greatest saves for a tenth of its time.
    const int BrotliQuality = 4, BrotliWindowBits = 18;

    readonly ReadOnlyMemory<byte> _file;

    LogFile(LogHeader header, ReadOnlyMemory<byte> file)
    {
        Header = header;
        _file = file;
    }

    public LogHeader Header { get; }

    /// <summary>Writes segments, the oldest first. What is in their gaps is left out.</summary>
    public static void Write(Stream to, LogHeader header, IReadOnlyList<byte[]> segments)
    {
        using IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] head = new byte[LogHeader.Bytes];
        (header with { Segments = segments.Count }).Write(head);
        Put(head);
        byte[] packed = new byte[BrotliEncoder.GetMaxCompressedLength(SegmentRingWriter.MostSegmentBytes)];
        foreach (byte[] segment in segments)
        {
            byte[] content = [.. segment];
            ClearPadding(content);
            if (!BrotliEncoder.TryCompress(content, packed, out int bytes, BrotliQuality, BrotliWindowBits)) throw new IOException("a segment was not packed");
            BinaryPrimitives.WriteInt32LittleEndian(head, bytes);
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), content.Length);
            Put(head.AsSpan(0, SegmentHeadBytes));
            Put(packed.AsSpan(0, bytes));
        }
        to.Write(sha.GetHashAndReset());

        void Put(ReadOnlySpan<byte> bytes)
        {
            sha.AppendData(bytes);
            to.Write(bytes);
        }
    }

    /// <exception cref="LogRefusedException">It is not replayed, and why.</exception>
    public static LogFile Open(string path, bool otherBuild = false)
    {
        using FileStream stream = File.OpenRead(path);
        if (stream.Length > MostFileBytes) throw new LogRefusedException($"it has {stream.Length >> 20} MiB; no log is longer than {MostFileBytes >> 20} MiB");
        byte[] file = new byte[stream.Length];
        int read = stream.ReadAtLeast(file, file.Length, throwOnEndOfStream: false);
        return Open(file.AsMemory(0, read), otherBuild);
    }

    /// <summary>Checks seal, format and build.</summary>
    /// <inheritdoc cref="Open(string, bool)"/>
    public static LogFile Open(ReadOnlyMemory<byte> file, bool otherBuild = false)
    {
        LogHeader header = LogHeader.Read(file.Span);
        if (file.Length < LogHeader.Bytes + SealBytes) throw new LogRefusedException("it ends before its seal");
        Span<byte> seal = stackalloc byte[SealBytes];
        SHA256.HashData(file.Span[..^SealBytes], seal);
        if (!seal.SequenceEqual(file.Span[^SealBytes..])) throw new LogRefusedException("its seal is broken: it was cut short or altered");
        if (header.Segments is < 1 or > SegmentRingWriter.MostSegments)
            throw new LogRefusedException($"it says that it has {header.Segments} segments; allowed 1 … {SegmentRingWriter.MostSegments}");
        if (!otherBuild && !header.SameBuild)
        {
            throw new LogRefusedException(
                $"controller {header.BuildId[..12]} wrote it, this is {V2G.Control.ControlBuild.Id[..12]}: replay it with the program that wrote it, or with --other-build to see where the two differ");
        }
        if (header.Layout != LogHeader.CurrentLayout)
            throw new LogRefusedException($"its fields are laid out as {header.Layout}, this program knows {LogHeader.CurrentLayout}: replay it with the program that wrote it");
        return new(header, file);
    }

    /// <summary>Unpacks segment by segment; each holds until the next.</summary>
    /// <exception cref="LogRefusedException">What is inside is no sequence of segments.</exception>
    public IEnumerable<Segment> Segments()
    {
        byte[] content = new byte[SegmentRingWriter.MostSegmentBytes];
        ReadOnlyMemory<byte> left = _file[LogHeader.Bytes..^SealBytes];
        for (int i = 0; i < Header.Segments; i++)
        {
            int length = Unpack(ref left, content, i);
            yield return new Segment(content.AsMemory(0, length));
        }
        if (!left.IsEmpty) throw new LogRefusedException($"{left.Length} bytes follow its last segment");
    }

    // Lengths are held against what is there before a byte is unpacked, and against each other after.
    static int Unpack(ref ReadOnlyMemory<byte> left, byte[] content, int index)
    {
        if (left.Length < SegmentHeadBytes) throw new LogRefusedException($"it ends before segment {index}");
        int packed = BinaryPrimitives.ReadInt32LittleEndian(left.Span), unpacked = BinaryPrimitives.ReadInt32LittleEndian(left.Span[4..]);
        left = left[SegmentHeadBytes..];
        if (packed < 1 || packed > left.Length) throw new LogRefusedException($"segment {index} has {packed} bytes, it says; there are {left.Length}");
        if (unpacked < Checkpoint.Bytes || unpacked > content.Length)
            throw new LogRefusedException($"segment {index} has {unpacked} bytes unpacked, it says; allowed {Checkpoint.Bytes} … {content.Length}");
        if (!BrotliDecoder.TryDecompress(left.Span[..packed], content.AsSpan(0, unpacked), out int written) || written != unpacked)
            throw new LogRefusedException($"segment {index} is not packed as it says");
        left = left[packed..];
        return unpacked;
    }

    // What lies between fields is whatever lay there: nobody's business, and different in every run.
    static void ClearPadding(byte[] segment)
    {
        if (segment.Length < Checkpoint.Bytes) throw new ArgumentException("a segment begins with its checkpoint");
        FieldTable.Settings.ClearPadding(segment.AsSpan(16, FieldTable.Settings.Bytes));
        FieldTable.State.ClearPadding(segment.AsSpan(16 + FieldTable.Settings.Bytes, FieldTable.State.Bytes));
    }
}
