using V2G.Iso15118.Exi;
using V2G.Iso15118.Forms;
using V2G.Iso15118.Messages;

namespace V2G.Iso15118.Tests;

/// <summary>
/// How a session of the older standards begins. The bytes are what independent stacks, one of them the W3C's reference codec, make of
/// these values.
/// </summary>
public class LegacyTests
{
    const string Din = "urn:din:70121:2012:", Iso2 = "urn:iso:15118:2:2013:";

    [Theory]
    [InlineData(MessageSet.Din70121, Din, "0000000000000000", "SessionSetupReq", "EVCCID=84877260F358", "809a02000000000000000011d01a121dc983cd6000")]
    [InlineData(MessageSet.Din70121, Din, "4758FDD348A5EB24", "SessionSetupRes", "ResponseCode=OK_NewSessionEstablished EVSEID=49A89A6360 DateTimeNow=1667918014", "809a0211d63f74d2297ac911e0201526a2698d8017da353360c0")]
    [InlineData(MessageSet.Iso2, Iso2, "3D4CBF93374ED89B", "SessionSetupReq", "EVCCID=0011223344AA", "8098020f532fe4cdd3b626d1d018004488cd12a800")]
    [InlineData(MessageSet.Iso2, Iso2, "3D4CBF93374ED89B", "SessionSetupRes", "ResponseCode=OK_NewSessionEstablished EVSEID=DE*ABC*E00001 EVSETimeStamp=1725456343", "8098020f532fe4cdd3b626d1e0203d1114a905090ca914c0c0c0c0c41af7fc36c0c0")]
    public void R_94_a_session_of_an_older_standard_begins_with_the_bytes_that_others_agree_on(
        MessageSet set, string ns, string session, string message, string values, string hex)
    {
        byte[] exi = Convert.FromHexString(hex);
        string inner = string.Concat(values.Split(' ').Select(v => v.Split('=')).Select(v => $"<b:{v[0]}>{v[1]}</b:{v[0]}>"));
        string xml = $"<d:V2G_Message xmlns:d='{ns}MsgDef' xmlns:h='{ns}MsgHeader' xmlns:b='{ns}MsgBody'><d:Header><h:SessionID>{session}</h:SessionID></d:Header>"
            + $"<d:Body><b:{message}>{inner}</b:{message}></d:Body></d:V2G_Message>";
        ExiDocument read = new(), written = new();
        Assert.True(read.Decode(set, exi) is { IsOk: true }, read.ToString());
        Assert.Equal(set, MessageXml.Read(xml, written));
        Assert.Equal(MessageJson.Write(set, written), MessageJson.Write(set, read));
        byte[] buffer = new byte[256];
        Assert.True(written.Encode(set, buffer, out int length).IsOk);
        Assert.Equal(exi, buffer[..length]);
    }

    [Fact]
    public void R_94_a_message_of_an_older_standard_that_is_not_declared_is_refused_by_name()
    {
        // DIN 70121, PowerDeliveryReq.
        ExiError error = new ExiDocument().Decode(MessageSet.Din70121, Convert.FromHexString("809a0200b6c881cec2134b513260"));
        Assert.Equal(ExiProblem.Undeclared, error.Problem);
        Assert.Equal("V2G_Message/Body", error.Path);
    }
}
