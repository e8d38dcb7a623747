using System.Text;
using ConsoleAppFramework;
using V2G.Firmware.Configuration;
using V2G.Firmware.Terminal;
using V2G.Iso15118.Exi;
using V2G.Iso15118.Forms;
using V2G.Iso15118.Messages;

namespace V2G.Firmware.Verbs;

/// <summary>Messages between vehicle and charger: bytes to text and back.</summary>
internal sealed class ExiVerbs
{
    /// <summary>Prints a message as JSON, or as XML; exit 8 when the bytes are none.</summary>
    /// <param name="input">Hex digits, a file of hex digits or bytes, or - for standard input.</param>
    /// <param name="set">AppProtocol, CommonMessages, AC, DC, AC_DER_IEC, AC_DER_SAE, WPT, ACDP, XmlDsig, Iso2, Din70121; without it, the first set in which the bytes are a message.</param>
    /// <param name="fragment">The bytes are an element that stands alone, as signatures are computed over.</param>
    /// <param name="xml">Print XML.</param>
    [Command("decode")]
    public int Decode([Argument] string input, string? set = null, bool fragment = false, bool xml = false)
    {
        byte[] exi = Bytes(input);
        ExiDocument document = new();
        (MessageSet found, ExiError error) = set is null ? AnySet(document, exi, fragment) : (Set(set), Read(document, Set(set), exi, fragment));
        if (!error.IsOk) throw new VerbFailure(ExitCode.InvalidInput, $"no message of {found}: {error}");
        Console.Out.WriteLine(xml ? MessageXml.Write(document) : MessageJson.Write(found, document, indented: true, fragment));
        return ExitCode.Ok;
    }

    /// <summary>Prints the bytes of a message, as hex digits; exit 8 when the text is none.</summary>
    /// <param name="input">JSON as 'decode' prints it or XML of the standard's namespaces: the text itself, a file, or - for standard input.</param>
    /// <param name="set">The message set, where XML alone does not say it.</param>
    /// <param name="fragment">Write XML's element as one that stands alone.</param>
    [Command("encode")]
    public int Encode([Argument] string input, string? set = null, bool fragment = false)
    {
        string text = Encoding.UTF8.GetString(Raw(input, isText: input.AsSpan().TrimStart() is ['<' or '{', ..]));
        ExiDocument document = new();
        MessageSet chosen;
        try
        {
            if (text.AsSpan().TrimStart("\uFEFF \t\r\n") is ['<', ..]) chosen = MessageXml.Read(text, document, set is null ? null : Set(set));
            else (chosen, fragment) = MessageJson.Read(text, document);
        }
        catch (MessageFormatException e)
        {
            throw new VerbFailure(ExitCode.InvalidInput, e.Message);
        }
        byte[] buffer = new byte[ExiDocument.MaximumLength];
        ExiError error = fragment ? document.EncodeFragment(chosen, buffer, out int written) : document.Encode(chosen, buffer, out written);
        if (!error.IsOk) throw new VerbFailure(ExitCode.InvalidInput, $"no message of {chosen}: {error}");
        Console.Out.WriteLine(Convert.ToHexStringLower(buffer.AsSpan(0, written)));
        return ExitCode.Ok;
    }

    /// <summary>Runs rows of messages that are known as XML and as bytes, or of damaged bytes with two other codecs' verdicts; exit 5 on a failure.</summary>
    /// <param name="files">Files of JSON lines: name, set, xml, exi_hex, exi_hex_stringtable, fragment; or name, set, exi_hex, exificient, cbv2g.</param>
    [Command("check")]
    public int Check([Argument] params string[] files)
    {
        int passed = 0, failed = 0;
        VectorCheck check = new();
        foreach (string file in files)
        {
            if (!File.Exists(file)) throw new VerbFailure(ExitCode.InvalidInput, $"no file '{file}'");
            foreach (string line in File.ReadLines(file).Where(l => !string.IsNullOrWhiteSpace(l)))
            {
                if (Passes(check, line)) passed++;
                else failed++;
            }
        }
        Console.Out.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0 ? ExitCode.Ok : ExitCode.VerdictFail;
    }

    static bool Passes(VectorCheck check, string line)
    {
        string name = line[..Math.Min(line.Length, 60)];
        try
        {
            VectorRow row = VectorRow.Parse(line);
            name = row.Name;
            VectorResult result = check.Run(row);
            if (result.Note is { } note) Console.Out.WriteLine($"note  {name}: {note}");
            foreach (string failure in result.Failures) Console.Out.WriteLine($"FAIL  {name}: {failure}");
            return result.Passed;
        }
        // Whatever it is: a codec that throws has failed its row, and the others still have their turn.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Console.Out.WriteLine($"FAIL  {name}: {e.GetType().Name}: {e.Message}");
            return false;
        }
    }

    static int Doubts(ExiDocument document, MessageSet set, byte[] exi, bool fragment)
    {
        _ = Read(document, set, exi, fragment);
        bool message = fragment || document.RootName.EndsWith("Req", StringComparison.Ordinal) || document.RootName.EndsWith("Res", StringComparison.Ordinal) || document.RootName == "V2G_Message";
        return (message ? 0 : 2) + (document.BytesRead == exi.Length ? 0 : 1);
    }

    static (MessageSet Set, ExiError Error) AnySet(ExiDocument document, byte[] exi, bool fragment)
    {
        // A message that ends with the bytes is likelier than one with something behind it, and both than a part of a message.
        List<MessageSet> possible = [.. Enum.GetValues<MessageSet>().Where(s => Read(document, s, exi, fragment).IsOk).OrderBy(s => Doubts(document, s, exi, fragment))];
        if (possible.Count == 0) throw new VerbFailure(ExitCode.InvalidInput, "no message of any set; with --set NAME, what is wrong is told");
        if (possible.Count > 1)
            Console.Error.WriteLine($"v2g: read as {possible[0]}; the bytes are a message of {string.Join(", ", possible.Skip(1))} too (--set chooses)");
        return (possible[0], Read(document, possible[0], exi, fragment));
    }

    static ExiError Read(ExiDocument document, MessageSet set, byte[] exi, bool fragment) =>
        fragment ? document.DecodeFragment(set, exi) : document.Decode(set, exi);

    static MessageSet Set(string name) => VectorRow.TryParseSet(name, out MessageSet set)
        ? set
        : throw new VerbFailure(ExitCode.Usage, $"--set '{name}' is not allowed{NearestWord.Hint(name, Enum.GetNames<MessageSet>())}; allowed: {string.Join(", ", Enum.GetNames<MessageSet>())}");

    static byte[] Bytes(string input)
    {
        if (Hex(input) is { } given) return given;
        byte[] raw = Raw(input, isText: false);
        return Hex(Encoding.Latin1.GetString(raw)) ?? raw;
    }

    static byte[]? Hex(string text)
    {
        string digits = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != ':'));
        return digits.Length > 0 && digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits) : null;
    }

    static byte[] Raw(string input, bool isText)
    {
        if (isText) return Encoding.UTF8.GetBytes(input);
        if (input == "-")
        {
            using Stream stdin = Console.OpenStandardInput();
            using MemoryStream all = new();
            stdin.CopyTo(all);
            return all.ToArray();
        }
        if (!File.Exists(input)) throw new VerbFailure(ExitCode.InvalidInput, $"'{input}' is neither hex digits nor a file");
        return new FileInfo(input).Length <= ExiDocument.MaximumLength * 4L
            ? File.ReadAllBytes(input)
            : throw new VerbFailure(ExitCode.InvalidInput, $"'{input}' is longer than any message");
    }
}
