using System.Runtime.CompilerServices;
using V2G.Linux.ProcessImage;

namespace V2G.ImagePeer;

/// <summary>A content whose every word is the number of its publication: one that is torn holds two.</summary>
public struct PeerContent
{
    public const int Words = 256;

    Content _words;

    [InlineArray(Words)]
    struct Content
    {
        long _0;
    }

    public static SectionLayout[] Layout => [SectionLayout.Newest<PeerContent>(1, 1), SectionLayout.Ring<PeerContent>(1, 1, 64)];

    public void Fill(long value)
    {
        for (int i = 0; i < Words; i++) _words[i] = value;
    }

    public readonly long First => _words[0];

    public readonly bool IsWhole
    {
        get
        {
            for (int i = 1; i < Words; i++)
                if (_words[i] != _words[0]) return false;
            return true;
        }
    }
}
