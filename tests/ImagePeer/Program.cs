// A process for tests: publishes into the memory file PATH, as fast as it can, until it is killed.
using V2G.ImagePeer;
using V2G.Linux.ProcessImage;

if (args.Length != 1)
{
    Console.Error.WriteLine("usage: V2G.ImagePeer PATH");
    return 2;
}
ImageWriter file = new(args[0], PeerContent.Layout);
SectionWriter<PeerContent> newest = file.Section<PeerContent>(0), ring = file.Section<PeerContent>(1);
PeerContent content = default;
for (long n = 1; ; n++)
{
    content.Fill(n);
    newest.Publish(content, n);
    ring.Publish(content, n);
}
