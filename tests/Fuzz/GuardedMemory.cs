using System.Runtime.InteropServices;

namespace V2G.Fuzz;

/// <summary>Bytes right before a page that may not be touched: whoever reads one too many ends the process.</summary>
internal sealed unsafe class GuardedMemory : IDisposable
{
    const int ReadWrite = 3, None = 0, PrivateAnonymous = 0x22;

    readonly byte* _start;
    readonly int _room;
    readonly nint _page = Environment.SystemPageSize;

    public GuardedMemory(int room)
    {
        _room = (int)((room + _page - 1) / _page * _page);
        _start = Map(null, _room + _page, ReadWrite, PrivateAnonymous, -1, 0);
        if ((nint)_start == -1 || Protect(_start + _room, _page, None) != 0) throw new InvalidOperationException("no guarded memory");
    }

    public ReadOnlySpan<byte> Put(ReadOnlySpan<byte> bytes)
    {
        Span<byte> end = new(_start + _room - bytes.Length, bytes.Length);
        bytes.CopyTo(end);
        return end;
    }

    public void Dispose() => _ = Unmap(_start, _room + _page);

    [DllImport("libc", EntryPoint = "mmap")]
    static extern byte* Map(void* at, nint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect")]
    static extern int Protect(byte* at, nint length, int protection);

    [DllImport("libc", EntryPoint = "munmap")]
    static extern int Unmap(byte* at, nint length);
}
