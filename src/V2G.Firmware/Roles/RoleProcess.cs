using System.Diagnostics;
using System.Runtime.CompilerServices;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Roles;

/// <summary>One role as a child process: started, listened to, started anew when it has ended.</summary>
internal sealed class RoleProcess(Role role, string[] arguments, Action<string> say) : IDisposable
{
    // The first time at once, then slower and slower: a role that can't run must not fill the log.
    static readonly long[] PausesMs = [100, 500, 2_000, 10_000, 30_000];

    // As LimitSTACK in the units.
    const ulong StackBytes = 256 * 1024;

    // What ran for so long has recovered.
    const long StableMs = 60_000;

    Process? _process;
    long _startedMs, _nextMs;
    int _ends;

    public Role Role => role;

    /// <summary>How often it has ended by itself.</summary>
    public int Ends { get; private set; }

    /// <summary>How its last process ended.</summary>
    public int LastExitCode { get; private set; }

    public bool Running => _process is { HasExited: false };

    /// <summary>Starts it when it is to run and does not.</summary>
    public void Watch()
    {
        if (_process is { HasExited: true } ended)
        {
            LastExitCode = ended.ExitCode;
            ended.Dispose();
            _process = null;
            _ends = Environment.TickCount64 - _startedMs > StableMs ? 1 : _ends + 1;
            Ends++;
            _nextMs = Environment.TickCount64 + PausesMs[Math.Min(_ends, PausesMs.Length) - 1];
            say($"{role.Text()} ended ({How(LastExitCode)})");
        }
        if (_process is null && Environment.TickCount64 >= _nextMs) Start();
    }

    void Start()
    {
        _startedMs = Environment.TickCount64;
        string own = Environment.ProcessPath!;
        ProcessStartInfo info = new(own) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // One pool of the C library's memory for all threads: each of its own would be locked too.
        info.Environment["MALLOC_ARENA_MAX"] = "1";
        // Started by the SDK's own host rather than by a file of ours.
        if (Path.GetFileNameWithoutExtension(own) == "dotnet") info.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "v2g.dll"));
        foreach (string argument in (string[])["role", role.Text(), "--parent", Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture), .. arguments])
            info.ArgumentList.Add(argument);
        // A compiler at run time needs more.
        _process = RuntimeFeature.IsDynamicCodeSupported ? Process.Start(info)! : ProcessCalls.WithStacksOf(StackBytes, () => Process.Start(info)!);
        _process.StandardInput.Close();
        _process.OutputDataReceived += Heard;
        _process.ErrorDataReceived += Heard;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    void Heard(object sender, DataReceivedEventArgs line)
    {
        if (!string.IsNullOrEmpty(line.Data)) say(line.Data);
    }

    /// <summary>A program that a signal ended says 128 and its number.</summary>
    static string How(int code) => code > 128 ? $"signal {code - 128}" : $"exit {code}";

    /// <summary>Asks it to end; <see cref="Dispose"/> makes it.</summary>
    public void Stop()
    {
        if (Running) ProcessCalls.Terminate(_process!.Id);
    }

    public bool WaitForEnd(int milliseconds) => _process is null || _process.WaitForExit(milliseconds);

    public void Dispose()
    {
        if (_process is null) return;
        if (!_process.HasExited) _process.Kill();
        // With the streams: what it said last shall be heard.
        _process.WaitForExit();
        LastExitCode = _process.ExitCode;
        _process.Dispose();
        _process = null;
    }
}
