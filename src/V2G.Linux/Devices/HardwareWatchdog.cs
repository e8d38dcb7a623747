using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Tmds.Linux;

namespace V2G.Linux.Devices;

/// <summary>
/// The board's hardware watchdog (kernel: watchdog-api). Opening arms it. Closing without <see cref="Release"/> leaves it armed, so
/// that the board resets when the process dies, however it does; <see cref="StaysArmed"/> says whether the driver can do that.
/// </summary>
public sealed unsafe class HardwareWatchdog : IDisposable
{
    internal const uint GetSupport = 0x8028_5700, GetBootStatus = 0x8004_5702, KeepAlive = 0x8004_5705, SetTimeoutRequest = 0xC004_5706, GetTimeout = 0x8004_5707;

    readonly DeviceFile _file;

    /// <summary>Opens and thereby arms it, with the time-out that it has.</summary>
    /// <exception cref="DeviceException">Not there, no access, or another process has it.</exception>
    public HardwareWatchdog(string path = "/dev/watchdog")
    {
        _file = DeviceFile.Open(path, LibC.O_WRONLY, "group v2g-io has it, one process at a time; systemd keeps its hands off with RuntimeWatchdogSec=off");
        try
        {
            Support support;
            _file.Control(GetSupport, &support, "is no watchdog");
            Options = support.Options;
            FirmwareVersion = support.FirmwareVersion;
            ReadOnlySpan<byte> name = support.Identity;
            int end = name.IndexOf((byte)0);
            Identity = Encoding.ASCII.GetString(end < 0 ? name : name[..end]);
            int status;
            BootStatus = _file.TryControl(GetBootStatus, &status) == 0 ? (WatchdogFlags)status : WatchdogFlags.None;
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public string Path => _file.Path;

    public string Identity { get; }

    public uint FirmwareVersion { get; }

    public WatchdogFlags Options { get; }

    /// <summary>Why the board started last, as far as this watchdog knows.</summary>
    public WatchdogFlags BootStatus { get; }

    /// <summary>Without magic close the driver disarms whenever it is closed, also by the death of the process.</summary>
    public bool StaysArmed => (Options & WatchdogFlags.MagicClose) != 0;

    public int TimeoutSeconds
    {
        get
        {
            int seconds;
            _file.Control(GetTimeout, &seconds, "doesn't tell its time-out");
            return seconds;
        }
    }

    /// <summary>Asks for a time-out and returns the one that the hardware can do and now has.</summary>
    /// <exception cref="DeviceException">Out of its range, or it has but one.</exception>
    public int SetTimeout(int seconds)
    {
        int granted = seconds;
        _file.Control(SetTimeoutRequest, &granted, $"time-out of {seconds} s", "out of the hardware's range, or it is fixed");
        return granted;
    }

    /// <summary>Puts the reset off by another time-out. Allocates nothing, never throws.</summary>
    public bool Feed()
    {
        int ignored = 0;
        return _file.TryControl(KeepAlive, &ignored) == 0;
    }

    /// <summary>Closes it.</summary>
    /// <param name="disarm">True: no reset follows (unless the kernel was built or told not to allow that: nowayout). False: one will.</param>
    public void Release(bool disarm)
    {
        if (disarm) _file.TryWrite("V"u8);
        _file.Dispose();
    }

    /// <summary>Leaves it armed: a controller that ends without saying so is one that failed.</summary>
    public void Dispose() => Release(disarm: false);

    [InlineArray(32)]
    internal struct Text32
    {
        byte _first;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Support
    {
        public WatchdogFlags Options;
        public uint FirmwareVersion;
        public Text32 Identity;
    }
}
