using ConsoleAppFramework;
using V2G.Control.Protection;
using V2G.Firmware.Configuration;
using V2G.Firmware.Run;
using V2G.Firmware.Terminal;

namespace V2G.Firmware.Verbs;

internal sealed class TestVerbs
{
    static readonly (string Word, LampPattern Pattern)[] Colours =
    [
        ("red", new(LampColour.Red)), ("amber", new(LampColour.Amber)), ("green", new(LampColour.Green)), ("blue", new(LampColour.Blue)),
        ("cyan", new(LampColour.Cyan, LampRhythm.Breathing)), ("white", new(LampColour.White)), ("ground-fault", LampPattern.Counted(LampColour.Amber, 3)),
        ("emergency", new(LampColour.Red, LampRhythm.Flashing)),
    ];

    /// <summary>Shows the lamp's colours one after the other, or one pattern, for somebody who stands before it. Power is not touched.</summary>
    /// <param name="pattern">red, amber, green, blue, cyan, white, ground-fault, emergency, or all.</param>
    /// <param name="seconds">How long each is shown, 0.5 … 60 s.</param>
    [Command("led")]
    public int Led([Argument] string pattern = "all", double seconds = 2)
    {
        if (!(seconds >= 0.5 && seconds <= 60)) throw new VerbFailure(ExitCode.Usage, "--seconds must be 0.5 … 60");
        (string Word, LampPattern Pattern)[] chosen = pattern == "all" ? Colours[..6] : [.. Colours.Where(c => c.Word == pattern)];
        if (chosen.Length == 0)
            throw new VerbFailure(ExitCode.Usage, $"no pattern '{pattern}'{NearestWord.Hint(pattern, Colours.Select(c => c.Word))}");
        RunDirectory.ReadOrFail();
        foreach ((string word, LampPattern shown) in chosen)
        {
            ControlRequest.Send(new() { Kind = RequestKind.TestLamp, Lamp = shown, Seconds = seconds });
            Console.Out.WriteLine($"{word,-12} {shown.Text}");
            Thread.Sleep(TimeSpan.FromSeconds(seconds));
        }
        return ExitCode.Ok;
    }
}
