using System.Diagnostics;
using System.Runtime.InteropServices;
using V2G.ImagePeer;
using V2G.Linux.ProcessImage;

namespace V2G.Linux.Tests.ProcessImage;

/// <summary>Reads what another process writes, while it writes, is stopped, is killed and comes again.</summary>
public sealed class ImageOfAnotherProcessTests : IDisposable
{
    const int Kill = 9, Stop = 19, Continue = 18;

    // 10⁸ takes a quarter of a minute; V2G_LONG=1 does it.
    static readonly long Reads = Environment.GetEnvironmentVariable("V2G_LONG") == "1" ? 100_000_000 : 5_000_000;

    readonly string _path = Path.Combine(Path.GetTempPath(), $"v2g-peer-{Guid.NewGuid():N}");
    readonly List<Process> _peers = [];

    Process Peer()
    {
        Process peer = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "V2G.ImagePeer"), [_path]))!;
        _peers.Add(peer);
        Assert.True(SpinWait.SpinUntil(() =>
        {
            try
            {
                using ImageReader reader = new(_path, PeerContent.Layout);
                return reader.WriterProcessId == peer.Id && reader.Section<PeerContent>(1).Newest > 0;
            }
            catch (Exception e) when (e is FileNotFoundException or InvalidDataException)
            {
                Thread.Sleep(5);
                return false;
            }
        }, 30_000), "the writer did not begin");
        return peer;
    }

    [Fact]
    public void R_126_no_reader_ever_sees_half_of_a_content_of_another_process()
    {
        Peer();
        using ImageReader file = new(_path, PeerContent.Layout);
        SectionReader<PeerContent> reader = file.Section<PeerContent>(0);
        long read = 0, torn = 0, back = 0, last = 0;
        for (long n = 0; n < Reads; n++)
        {
            if (!reader.TryRead(out PeerContent content, out long number)) continue;
            read++;
            if (!content.IsWhole || content.First != number) torn++;
            if (number < last) back++;
            last = number;
        }
        Assert.Equal((0, 0), (torn, back));
        Assert.True(read > Reads / 10, $"only {read} of {Reads} reads gave a content");
        TestContext.Current.TestOutputHelper!.WriteLine($"{read} whole contents of {Reads} reads, last of {last} publications");
    }

    [Fact]
    public void R_126_a_writer_that_is_stopped_or_killed_anywhere_leaves_a_whole_content_behind()
    {
        Random random = new(4);
        for (int i = 0; i < 40; i++)
        {
            bool kill = i % 4 == 3;
            Process peer = i % 4 == 0 ? Peer() : _peers[^1];
            Thread.Sleep(random.Next(3));
            SpinWait.SpinUntil(() => false, TimeSpan.FromMicroseconds(random.Next(1000)));
            Assert.Equal(0, Signal(peer.Id, kill ? Kill : Stop));
            if (kill) peer.WaitForExit();
            else Assert.True(SpinWait.SpinUntil(() => File.ReadAllText($"/proc/{peer.Id}/stat").Split(") ")[1][0] == 'T', 5000));
            using (ImageReader file = new(_path, PeerContent.Layout))
            {
                Assert.True(file.Section<PeerContent>(0).TryRead(out PeerContent content, out long number));
                Assert.True(content.IsWhole);
                Assert.Equal(number, content.First);
                // The ring too: whole, in order, and nothing missed among those that it still holds.
                SectionReader<PeerContent> ring = file.Section<PeerContent>(1);
                long newest = ring.Newest, seen = Math.Max(0, newest - 62), expected = seen;
                while (ring.TryReadNext(ref seen, out content, out number, out long missed))
                {
                    Assert.Equal((0, ++expected, true), (missed, number, content.IsWhole));
                }
                Assert.Equal(newest, expected);
            }
            if (!kill) Assert.Equal(0, Signal(peer.Id, Continue));
        }
    }

    [Fact]
    public void R_126_a_reader_of_the_ring_gets_every_entry_or_is_told_how_many_it_missed()
    {
        Peer();
        using ImageReader file = new(_path, PeerContent.Layout);
        SectionReader<PeerContent> ring = file.Section<PeerContent>(1);
        long seen = ring.Newest, begun = seen, read = 0, missedAll = 0, until = Environment.TickCount64 + 1500;
        while (Environment.TickCount64 < until)
        {
            bool any = ring.TryReadNext(ref seen, out PeerContent content, out long number, out long missed);
            missedAll += missed;
            if (!any) continue;
            read++;
            Assert.True(content.IsWhole);
            Assert.Equal(seen, number);
        }
        Assert.Equal(seen - begun, read + missedAll);
        Assert.True(read > 1000, $"{read} read");
    }

    public void Dispose()
    {
        foreach (Process peer in _peers)
        {
            if (!peer.HasExited) peer.Kill();
            peer.Dispose();
        }
        File.Delete(_path);
    }

    [DllImport("libc.so.6", EntryPoint = "kill")]
    static extern int Signal(int process, int signal);
}
