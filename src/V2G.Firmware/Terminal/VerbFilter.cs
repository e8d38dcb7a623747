using ConsoleAppFramework;
using V2G.Firmware.Configuration;
using V2G.Grid.Comtrade;
using V2G.Linux.Devices;

namespace V2G.Firmware.Terminal;

/// <summary>Around every verb: turns what can go wrong into a sentence on stderr and a documented exit code. Nothing escapes as a stack trace.</summary>
internal sealed class VerbFilter(ConsoleAppFilter next) : ConsoleAppFilter(next)
{
    public override async Task InvokeAsync(ConsoleAppContext context, CancellationToken cancellationToken)
    {
        try
        {
            await Next.InvokeAsync(context, cancellationToken);
        }
        catch (VerbFailure e)
        {
            Say(e.Message, e.ExitCode);
        }
        catch (ConfigurationException e)
        {
            foreach (ConfigurationError error in e.Errors) Console.Error.WriteLine(error);
            Environment.ExitCode = ExitCode.InvalidInput;
        }
        catch (ComtradeException e)
        {
            Say(e.Message, ExitCode.InvalidInput);
        }
        catch (DeviceException e)
        {
            Say(e.Message, e.Trouble switch { DeviceTrouble.NoAccess => ExitCode.NotAuthorised, DeviceTrouble.Absent => ExitCode.InvalidInput, _ => ExitCode.Failed });
        }
        catch (ArgumentParseFailedException e)
        {
            Say($"{e.Message}\nTry 'v2g {context.CommandName} --help'.", ExitCode.Usage);
        }
        catch (OperationCanceledException)
        {
            Environment.ExitCode = ExitCode.Interrupted;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Say(e.Message, ExitCode.Failed);
        }
        catch (OutOfMemoryException)
        {
            Say("the input needs more memory than this program allows itself", ExitCode.InvalidInput);
        }
        catch (Exception e) when (Environment.GetEnvironmentVariable("V2G_TRACE") is null)
        {
            Say($"internal error: {e.GetType().Name}: {e.Message} (set V2G_TRACE=1 to see where)", ExitCode.Failed);
        }
    }

    static void Say(string message, int exitCode)
    {
        Console.Error.WriteLine($"v2g: {message}");
        Environment.ExitCode = exitCode;
    }
}
