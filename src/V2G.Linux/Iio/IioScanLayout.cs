using V2G.Linux.Devices;

namespace V2G.Linux.Iio;

/// <summary>An element that is captured: its place among all that the device has, and how it is stored.</summary>
readonly record struct IioScanElement(string Name, int Index, IioSampleType Type);

/// <summary>
/// Where each element lies in a scan. The kernel puts them one after the other by index, each at a multiple of its own length, the
/// timestamp like any other, and fills the scan up to a multiple of its longest element.
/// </summary>
sealed class IioScanLayout
{
    readonly int[] _offsets;

    /// <summary>Offsets come in the order of <paramref name="elements"/>, whatever their indices.</summary>
    /// <exception cref="DeviceException">Two have the same index.</exception>
    public IioScanLayout(ReadOnlySpan<IioScanElement> elements)
    {
        IioScanElement[] all = elements.ToArray();
        _offsets = new int[all.Length];
        int at = 0, longest = 1;
        foreach ((int i, IioScanElement element) in all.Index().OrderBy(e => e.Item.Index))
        {
            if (all.Count(e => e.Index == element.Index) > 1) throw new DeviceException($"scan element {element.Name}: another has its index {element.Index} too");
            int length = element.Type.Bytes;
            at = Aligned(at, length);
            _offsets[i] = at;
            at += length;
            longest = Math.Max(longest, length);
        }
        ScanBytes = Aligned(at, longest);
    }

    public int ScanBytes { get; }

    public int Offset(int element) => _offsets[element];

    static int Aligned(int at, int length) => (at + length - 1) / length * length;
}
