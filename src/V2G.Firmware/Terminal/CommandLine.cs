using V2G.Firmware.Configuration;

namespace V2G.Firmware.Terminal;

/// <summary>What is done to the arguments before the verbs see them: other names of the file, typographic dashes, mistyped verbs.</summary>
internal static class CommandLine
{
    /// <summary>The binary under another name is one of its verbs.</summary>
    static readonly Dictionary<string, string[]> Names = new()
    {
        ["v2g-testing-tool"] = ["testing-tool"],
        ["v2g-controller"] = ["role", "controller"],
        ["fan-controller"] = ["role", "fan-controller"],
        ["v2g-aggregator"] = ["role", "aggregator"],
    };

    static readonly string[] Verbs =
        ["run", "role", "live", "status", "why", "post", "meter", "report", "explain", "config", "curve", "calibrate", "replay", "testing-tool", "events", "fault", "test", "exi", "hal", "simulate", "--help", "-h", "--version"];

    /// <summary>Verbs that are the first of two words.</summary>
    static readonly Dictionary<string, string[]> Seconds = new()
    {
        ["config"] = ["check", "show"],
        ["curve"] = ["show", "check", "plot"],
        ["fault"] = ["list", "clear"],
        ["test"] = ["led"],
        ["exi"] = ["decode", "encode", "check"],
        ["hal"] = ["list", "try"],
        ["simulate"] = ["inverter"],
    };

    static readonly string[] Tried = ["gpio", "iio", "watchdog", "--help", "-h"];

    /// <summary>Arguments as the verbs expect them; null when there is no such verb (said on <paramref name="err"/>).</summary>
    public static string[]? Prepare(string programName, string[] args, TextWriter err)
    {
        List<string> words = [];
        if (Names.TryGetValue(Path.GetFileName(programName), out string[]? verb)) words.AddRange(verb);
        foreach (string arg in args)
        {
            string mended = Dashes(arg);
            if (!ReferenceEquals(mended, arg)) err.WriteLine($"v2g: read '{arg}' as '{mended}' (options begin with two hyphens)");
            words.Add(mended);
        }
        if (words.Count == 0) return [];
        if (!Verbs.Contains(words[0]))
        {
            err.WriteLine($"v2g: unknown verb '{words[0]}'{NearestWord.Hint(words[0], Verbs)}\nTry 'v2g --help'.");
            return null;
        }
        // Left to itself the parser would show the help and call that success.
        if (words is ["replay"])
        {
            err.WriteLine("v2g: 'replay' needs a recording: FILE.cfg or FILE.cff");
            return null;
        }
        if (words is ["role"])
        {
            err.WriteLine("v2g: 'role' needs a name: controller, vehicle-link, grid-link, inverter-link, recorder, fan-controller, aggregator");
            return null;
        }
        if (words is ["testing-tool", "serve"])
        {
            err.WriteLine("v2g: 'testing-tool serve' needs an address: --listen 127.0.0.1:5020");
            return null;
        }
        if (words is ["simulate", "inverter"])
        {
            err.WriteLine("v2g: 'simulate inverter' needs a bus: --can INTERFACE");
            return null;
        }
        if (words is ["exi", "decode" or "encode" or "check"])
        {
            err.WriteLine($"v2g: 'exi {words[1]}' needs {(words[1] == "decode" ? "hex digits or a file" : words[1] == "encode" ? "JSON, XML or a file" : "a file: FILE.jsonl")}");
            return null;
        }
        if (words is ["hal", "try"] || (words is ["hal", "try", var device, ..] && !Tried.Contains(device)))
        {
            err.WriteLine($"v2g: 'hal try' needs a kind of device; allowed: {string.Join(", ", Tried[..3])}");
            return null;
        }
        if (words is ["hal", "try", "gpio" or "iio" or "watchdog"])
        {
            err.WriteLine($"v2g: 'hal try {words[2]}' needs more: 'v2g hal try {words[2]} --help' says what");
            return null;
        }
        if (words is ["testing-tool", "type-test", ..]) return OptionsFirst(words);
        if (!Seconds.TryGetValue(words[0], out string[]? seconds) || (words.Count > 1 && (seconds.Contains(words[1]) || words[1] is "--help" or "-h"))) return [.. words];
        string what = words.Count == 1 ? "needs a second word" : $"has no '{words[1]}'{NearestWord.Hint(words[1], seconds)}";
        err.WriteLine($"v2g: '{words[0]}' {what}; allowed: {string.Join(", ", seconds)}");
        return null;
    }

    // The parser takes whatever follows the first name as one more name.
    static string[] OptionsFirst(List<string> words)
    {
        string[] withValue = ["--html", "--category", "--abnormal-category", "--fault"];
        List<string> options = [], names = [];
        for (int i = 2; i < words.Count; i++)
        {
            bool option = words[i].StartsWith('-');
            (option ? options : names).Add(words[i]);
            if (option && withValue.Contains(words[i]) && i + 1 < words.Count) options.Add(words[++i]);
        }
        return [words[0], words[1], .. options, .. names];
    }

    // A printed manual turns "--" into a dash; the person who types what it shows means the option.
    static string Dashes(string arg)
    {
        string rest = arg.TrimStart(Dash);
        bool typographic = arg.Length > rest.Length && arg[..(arg.Length - rest.Length)].Any(c => c != '-');
        return typographic && rest.Length > 0 && char.IsAsciiLetter(rest[0]) ? "--" + rest : arg;
    }

    static readonly char[] Dash = ['\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212', '-'];
}
