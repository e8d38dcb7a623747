using System.Text.Json;

namespace V2G.Firmware.Tests.Verbs;

public sealed class ExiVerbTests : IDisposable
{
    const string Setup = "808c0400000000000000000efe78fd80620b2ba6a4ab1899199a1a9b1b9c1c9820a121a222ac00";

    readonly V2gProcess _v2g = new();

    public void Dispose() => _v2g.Dispose();

    [Fact]
    public void Bytes_become_JSON_or_XML_and_the_same_bytes_again()
    {
        V2gResult decoded = _v2g.Run("exi", "decode", Setup).Expect(0);
        Assert.Equal(("CommonMessages", "SessionSetupReq"), (decoded.Json.GetProperty("set").GetString(), decoded.Json.GetProperty("message").GetString()));
        Assert.Equal("WMIV1234567890ABCDEX", decoded.Json.GetProperty("value").GetProperty("EVCCID").GetString());
        Assert.Equal(Setup, _v2g.Run("exi", "encode", _v2g.File("m.json", decoded.Out)).Expect(0).Out.Trim());
        Assert.Equal(Setup, _v2g.Run("exi", "encode", decoded.Out).Expect(0).Out.Trim());

        V2gResult xml = _v2g.Run("exi", "decode", _v2g.File("m.hex", Setup + "\n"), "--set", "cm", "--xml").Expect(0);
        Assert.Contains(":EVCCID>WMIV1234567890ABCDEX<", xml.Out);
        Assert.Equal(Setup, _v2g.Run("exi", "encode", _v2g.File("m.xml", xml.Out)).Expect(0).Out.Trim());

        File.WriteAllBytes(_v2g.File("m.exi"), Convert.FromHexString(Setup));
        Assert.Equal(decoded.Out, _v2g.Run("exi", "decode", _v2g.File("m.exi")).Expect(0).Out);
    }

    [Fact]
    public void What_is_no_message_is_told_with_its_place()
    {
        Assert.Contains("Truncated at bit", _v2g.Run("exi", "decode", Setup[..40], "--set", "CommonMessages").Expect(8).Err);
        Assert.Contains("no message of any set", _v2g.Run("exi", "decode", "ffff").Expect(8).Err);
        Assert.Contains("neither hex digits nor a file", _v2g.Run("exi", "decode", "nothing").Expect(8).Err);
        Assert.Contains("allowed: AppProtocol", _v2g.Run("exi", "decode", Setup, "--set", "BC").Expect(2).Err);
        Assert.Contains("'EVCCID' is missing", _v2g.Run("exi", "encode", """{"set":"CommonMessages","message":"SessionSetupReq","value":{"Header":{"SessionID":"0000000000000000","TimeStamp":1}}}""").Expect(8).Err);
        Assert.Contains("needs", _v2g.Run("exi", "decode").Expect(2).Err);
        Assert.Contains("allowed: decode, encode, check", _v2g.Run("exi", "show").Expect(2).Err);
    }

    [Fact]
    public void Vector_files_are_checked_row_by_row_and_a_failure_is_a_verdict()
    {
        string xml = "<c:SessionSetupReq xmlns:c='urn:iso:std:iso:15118:-20:CommonMessages' xmlns:t='urn:iso:std:iso:15118:-20:CommonTypes'><t:Header>"
            + "<t:SessionID>0000000000000000</t:SessionID><t:TimeStamp>1795421167</t:TimeStamp></t:Header><c:EVCCID>WMIV1234567890ABCDEX</c:EVCCID></c:SessionSetupReq>";
        string right = Row(("name", "right"), ("set", "cm"), ("xml", xml), ("exi_hex", Setup), ("cbv2g", "match"));
        string wrong = Row(("name", "wrong"), ("set", "cm"), ("xml", xml.Replace("ABCDEX", "ABCDEF", StringComparison.Ordinal)), ("exi_hex", Setup));
        string refused = Row(("name", "refused"), ("set", "cm"), ("exi_hex", "8c"), ("exificient", "reject"), ("cbv2g", "reject -1"));
        string accepted = Row(("name", "accepted"), ("set", "cm"), ("exi_hex", Setup), ("exificient", "reject"), ("cbv2g", "reject -1"));
        string stricter = Row(("name", "stricter"), ("set", "cm"), ("exi_hex", Setup[..20]), ("exificient", "accept"), ("cbv2g", "accept"));

        V2gResult good = _v2g.Run("exi", "check", _v2g.File("good.jsonl", $"{right}\n{refused}\n{stricter}\n")).Expect(0);
        Assert.Contains("note  stricter: stricter than EXIficient: Truncated", good.Out);
        Assert.EndsWith("3 passed, 0 failed\n", good.Out);
        V2gResult bad = _v2g.Run("exi", "check", _v2g.File("bad.jsonl", $"{right}\n{wrong}\n{accepted}\nno row\n")).Expect(5);
        Assert.Contains("FAIL  wrong: differs from its XML", bad.Out);
        Assert.Contains("FAIL  accepted: both others reject it", bad.Out);
        Assert.Contains("FAIL  no row: MessageFormatException", bad.Out);
        Assert.EndsWith("1 passed, 3 failed\n", bad.Out);
    }

    static string Row(params (string Key, string Value)[] members) => JsonSerializer.Serialize(members.ToDictionary(m => m.Key, m => m.Value));
}
