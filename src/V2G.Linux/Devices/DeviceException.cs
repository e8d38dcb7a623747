using System.Runtime.InteropServices;

namespace V2G.Linux.Devices;

/// <summary>Why a device can't be used, as far as it decides what a person has to do.</summary>
public enum DeviceTrouble
{
    Failed,
    Absent,
    NoAccess,
}

/// <summary>A device did not do what it was asked: which, what the kernel said, what would help.</summary>
public sealed class DeviceException(string message, DeviceTrouble trouble = DeviceTrouble.Failed) : IOException(message)
{
    const int NotPermitted = 1, NoEntry = 2, NoDeviceOrAddress = 6, AccessDenied = 13, NoDevice = 19;

    public DeviceTrouble Trouble { get; } = trouble;

    /// <summary>From the kernel's error number.</summary>
    /// <param name="help">What would help; by itself only when access is missing.</param>
    internal static DeviceException From(string device, string doing, int errno, string? help = null)
    {
        DeviceTrouble trouble = errno switch
        {
            NotPermitted or AccessDenied => DeviceTrouble.NoAccess,
            NoEntry or NoDevice or NoDeviceOrAddress => DeviceTrouble.Absent,
            _ => DeviceTrouble.Failed,
        };
        help ??= trouble == DeviceTrouble.NoAccess ? $"`ls -l {device}` shows the group that has it" : null;
        return new($"{device}: {doing}: {Marshal.GetPInvokeErrorMessage(errno)}{(help is null ? "" : $" ({help})")}", trouble);
    }
}
