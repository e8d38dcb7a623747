using V2G.Iso15118.Exi;
using V2G.Iso15118.Forms;
using V2G.Iso15118.Messages;

namespace V2G.Iso15118.Tests;

/// <summary>Messages as people write them: what is wrong is told with its place and what would be allowed.</summary>
public class FormTests
{
    const string Head = "<m:AuthorizationReq xmlns:m='urn:iso:std:iso:15118:-20:CommonMessages' xmlns:t='urn:iso:std:iso:15118:-20:CommonTypes'><t:Header><t:SessionID>0011223344556677</t:SessionID><t:TimeStamp>1</t:TimeStamp></t:Header>";

    readonly ExiDocument _document = new();

    [Theory]
    [InlineData("<m:SelectedAuthorizationService>EIM</m:SelectedAuthorizationService><m:EIM_AReqAuthorizationMode/></m:AuthorizationReq>", null)]
    [InlineData("<!-- why --><m:SelectedAuthorizationService><![CDATA[EIM]]></m:SelectedAuthorizationService>\r\n<m:EIM_AReqAuthorizationMode></m:EIM_AReqAuthorizationMode></m:AuthorizationReq>\n", null)]
    [InlineData("<m:SelectedAuthorizationService>&#69;I&#x4D;</m:SelectedAuthorizationService><m:EIM_AReqAuthorizationMode/></m:AuthorizationReq>", null)]
    [InlineData("<m:SelectedAuthorizationService>RFID</m:SelectedAuthorizationService><m:EIM_AReqAuthorizationMode/></m:AuthorizationReq>", "AuthorizationReq/SelectedAuthorizationService: 'RFID' is not allowed; allowed: EIM, PnC")]
    [InlineData("<m:EIM_AReqAuthorizationMode/></m:AuthorizationReq>", "AuthorizationReq: 'EIM_AReqAuthorizationMode' is not expected here; expected: SelectedAuthorizationService")]
    [InlineData("</m:AuthorizationReq>", "AuthorizationReq: 'SelectedAuthorizationService' is missing")]
    [InlineData("<m:SelectedAuthorizationService>EIM</m:SelectedAuthorizationService><m:EIM_AReqAuthorizationMode/><m:PnC_AReqAuthorizationMode/></m:AuthorizationReq>", "AuthorizationReq: 'PnC_AReqAuthorizationMode' is not expected here; expected: the end")]
    [InlineData("<m:SelectedAuthorizationService>EIM</m:SelectedAuthorizationServic></m:AuthorizationReq>", "line 1, column 278: 'm:SelectedAuthorizationService' is not closed here")]
    [InlineData("<x:A/></m:AuthorizationReq>", "the prefix of 'x:A' is not declared")]
    [InlineData("&nbsp;</m:AuthorizationReq>", "'&nbsp;' is not known")]
    public void XML_of_the_standard_is_read_and_anything_else_is_told(string rest, string? wrong)
    {
        if (wrong is null)
        {
            Assert.Equal(MessageSet.CommonMessages, MessageXml.Read(Head + rest, _document));
            byte[] buffer = new byte[64];
            Assert.True(_document.Encode(MessageSet.CommonMessages, buffer, out int length).IsOk);
            Assert.Equal("80000400089119a22ab33b801200", Convert.ToHexStringLower(buffer.AsSpan(0, length)));
            return;
        }
        MessageFormatException e = Assert.Throws<MessageFormatException>(() => MessageXml.Read(Head + rest, _document));
        Assert.Contains(wrong, e.Message);
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "a document type is not allowed")]
    [InlineData("<a xmlns='urn:nobody'/>", "no message that is known")]
    [InlineData("<a", "a name is missing")]
    [InlineData("", "'<' is missing")]
    public void What_is_no_message_at_all_is_told(string xml, string wrong) =>
        Assert.Contains(wrong, Assert.Throws<MessageFormatException>(() => MessageXml.Read(xml, _document)).Message);

    [Fact]
    public void Depth_is_bounded() =>
        Assert.Contains("deeper than 64", Assert.Throws<MessageFormatException>(() => MessageXml.Read(string.Concat(Enumerable.Repeat("<a>", 100_000)), _document)).Message);

    [Theory]
    [InlineData("""{"set": "DC", "message": "DC_PreChargeReq", "value": {}}""", "'Header' is missing")]
    [InlineData("""{"set": "CD", "message": "DC_PreChargeReq", "value": {}}""", "'CD' is not allowed; allowed: AppProtocol")]
    [InlineData("""{"set": "DC", "message": "Nothing", "value": {}}""", "'Nothing' is no message of DC")]
    [InlineData("""{"set": "AppProtocol", "message": "supportedAppProtocolRes", "value": {"ResponseCode": "OK_SuccessfulNegotiation", "SchemaID": 256}}""", "SchemaID: 256 is not within 0 … 255")]
    [InlineData("""{"set": "AppProtocol", "message": "supportedAppProtocolRes", "value": {"ResponseCode": "OK_SuccessfulNegotiation", "Schema": 2}}""", "'Schema' is not known here; known: ResponseCode, SchemaID")]
    [InlineData("""{"set": "AppProtocol", "message": "supportedAppProtocolRes", "value": {"ResponseCode": ["OK_SuccessfulNegotiation", "Failed_NoNegotiation"]}}""", "is there 2 times, once is allowed")]
    [InlineData("[]", "an object is wanted")]
    [InlineData("{", "no JSON")]
    public void JSON_that_is_no_message_is_told(string json, string wrong) =>
        Assert.Contains(wrong, Assert.Throws<MessageFormatException>(() => MessageJson.Read(json, _document)).Message);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("127")]
    [InlineData("-128")]
    [InlineData("18446744073709551616")]
    [InlineData("-340282366920938463463374607431768211457")]
    public void Whole_numbers_of_any_size_survive(string number)
    {
        string xml = $"<i:RootCertificateID xmlns:i='urn:iso:std:iso:15118:-20:CommonTypes' xmlns:d='http://www.w3.org/2000/09/xmldsig#'><d:X509IssuerName>CN</d:X509IssuerName><d:X509SerialNumber>{number}</d:X509SerialNumber></i:RootCertificateID>";
        MessageXml.Read(xml, _document, MessageSet.CommonMessages);
        byte[] buffer = new byte[128];
        Assert.True(_document.EncodeFragment(MessageSet.CommonMessages, buffer, out int length).IsOk);
        ExiDocument read = new();
        Assert.True(read.DecodeFragment(MessageSet.CommonMessages, buffer.AsSpan(0, length)).IsOk);
        Assert.Contains($">{number}<", MessageXml.Write(read));
    }
}
