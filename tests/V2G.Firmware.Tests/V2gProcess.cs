using System.Diagnostics;
using System.Text.Json;

namespace V2G.Firmware.Tests;

/// <summary>What a user of the binary sees of one call.</summary>
internal sealed record V2gResult(int ExitCode, string Out, string Err)
{
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    /// <summary>Fails with everything that was said.</summary>
    public V2gResult Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit {ExitCode}, expected {exitCode}\n{Out}\n{Err}");
        Assert.DoesNotContain("internal error", Err);
        Assert.DoesNotContain("Unhandled", Err);
        return this;
    }
}

/// <summary>The built binary beside the tests, in a run directory and a configuration directory of its own.</summary>
internal sealed class V2gProcess : IDisposable
{
    const int PatienceMs = 60_000;

    /// <summary>What a loop that is compiled as it runs may allocate in all; one that allocates in every tick is beyond it within a fraction of a second.</summary>
    public const long CompilersBytes = 1000;

    readonly List<Process> _started = [];

    public V2gProcess()
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("v2g-test-").FullName;
        RunDirectory = System.IO.Directory.CreateDirectory(Path.Combine(Directory, "run")).FullName;
        Etc = System.IO.Directory.CreateDirectory(Path.Combine(Directory, "etc")).FullName;
    }

    public string Directory { get; }

    public string RunDirectory { get; }

    /// <summary>Empty: factory defaults.</summary>
    public string Etc { get; }

    public string File(string name, string? text = null)
    {
        string path = Path.Combine(Directory, name);
        if (text is not null) System.IO.File.WriteAllText(path, text);
        return path;
    }

    public V2gResult Run(params string[] args) => Finish(Start(args));

    /// <summary>Starts the binary; what still runs at the end is killed.</summary>
    public Process Start(params string[] args) => StartUnder([], args);

    /// <summary>Starts the binary by another program that changes what it may, given with its own arguments.</summary>
    public Process StartUnder(string[] launcher, params string[] args)
    {
        // Who runs the tests in the background of a script may have had interrupts ignored, and that is inherited.
        string[] command = ["/usr/bin/env", "--default-signal=INT", .. launcher, Path.Combine(AppContext.BaseDirectory, "v2g"), .. args];
        ProcessStartInfo info = new(command[0])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        foreach (string arg in command.AsSpan(1)) info.ArgumentList.Add(arg);
        info.Environment["V2G_RUN_DIR"] = RunDirectory;
        info.Environment["NO_COLOR"] = "1";
        Process process = Process.Start(info)!;
        process.StandardInput.Close();
        _started.Add(process);
        return process;
    }

    public static V2gResult Finish(Process process)
    {
        Task<string> err = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Assert.True(process.WaitForExit(PatienceMs), "the process did not end");
        return new(process.ExitCode, output.Result, err.Result);
    }

    public void Dispose()
    {
        foreach (Process process in _started)
        {
            if (!process.HasExited) process.Kill();
            process.Dispose();
        }
        // Roles end after the run that started them, and the recorder's last act is to write.
        for (int patience = 50; ; patience--)
        {
            try
            {
                System.IO.Directory.Delete(Directory, recursive: true);
                return;
            }
            catch (IOException) when (patience > 0)
            {
                Thread.Sleep(100);
            }
        }
    }
}
