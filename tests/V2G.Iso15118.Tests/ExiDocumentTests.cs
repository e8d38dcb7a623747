using System.Runtime.InteropServices;
using V2G.Fuzz;
using V2G.Iso15118.Exi;
using V2G.Iso15118.Forms;
using V2G.Iso15118.Messages;
using V2G.Iso15118.Messages.AC;
using V2G.Iso15118.Messages.AppProtocol;
using V2G.Iso15118.Messages.CommonMessages;
using V2G.Iso15118.Messages.CommonTypes;
using V2G.Iso15118.Messages.XmlDsig;
using ResponseCode = V2G.Iso15118.Messages.CommonTypes.ResponseCode;

namespace V2G.Iso15118.Tests;

public class ExiDocumentTests
{
    readonly ExiDocument _document = new();
    readonly byte[] _buffer = new byte[4096];

    static byte[] Hex(string hex) => Convert.FromHexString(hex);

    [Fact]
    public void Every_field_lies_in_memory_where_the_tables_say() => Assert.Empty(LayoutCheck.Differences());

    [Fact]
    public void R_28_reading_and_writing_charge_loops_allocates_nothing()
    {
        (MessageSet Set, byte[] Exi)[] loops = [.. VectorFile.Names.Where(n => n.Contains("AC", StringComparison.Ordinal) || n.Contains("DC", StringComparison.Ordinal) || n.Contains("WPT", StringComparison.Ordinal))
            .SelectMany(VectorFile.Rows).Where(r => r.Name.Contains("ChargeLoop", StringComparison.Ordinal)).Select(r => (r.Set, r.Exi))];
        Assert.True(loops.Length > 500);
        long bytes = 0;
        // Twice: the first time the document grows to the largest of them.
        for (int round = 0; round < 2; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach ((MessageSet set, byte[] exi) in loops)
            {
                if (!_document.Decode(set, exi).IsOk || !_document.Encode(set, _buffer, out _).IsOk) Assert.Fail("not read or not written");
            }
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Assert.Equal(0, bytes);
    }

    [Fact]
    public void R_28_a_message_made_by_hand_is_written_and_read()
    {
        Parameter[] parameters = [new() { Name = _document.Add("Connector"), intValue = 1 }, new() { Name = _document.Add("Größe"), finiteString = _document.Add("⚡") }];
        ParameterSet[] sets = [new() { ParameterSetID = 1, Parameter = _document.Add<Parameter>(parameters) }];
        ServiceDetailRes message = new()
        {
            V2GResponse = new() { Header = new() { SessionID = _document.AddHex(new byte[8]), TimeStamp = 5 }, ResponseCode = ResponseCode.OK },
            ServiceID = 6,
            ServiceParameterList = new() { ParameterSet = _document.Add<ParameterSet>(sets) },
        };
        Assert.True(_document.Encode(MessageSet.CommonMessages, message, _buffer, out int length).IsOk);

        ExiDocument read = new();
        Assert.True(read.Decode(MessageSet.CommonMessages, _buffer.AsSpan(0, length)).IsOk);
        Assert.True(read.Is<ServiceDetailRes>());
        ref readonly ServiceDetailRes res = ref read.Get<ServiceDetailRes>();
        Assert.Equal((ushort)6, res.ServiceID);
        Parameter second = read.Items(read.Items(res.ServiceParameterList.ParameterSet)[0].Parameter)[1];
        Assert.Equal(("Größe", "⚡"), (read.String(second.Name), read.String(second.finiteString!.Value)));
        Assert.Throws<InvalidOperationException>(() => read.Get<AuthorizationRes>());
    }

    [Fact]
    public void Digests_are_computed_over_the_fragment_of_the_set_or_of_the_signature_schema_alone()
    {
        Reference[] references = [new() { URI = _document.Add("#id1"), DigestMethod = new() { Algorithm = _document.Add("sha") }, DigestValue = new() { Value = _document.AddBase64(new byte[64]) } }];
        SignedInfo info = new()
        {
            CanonicalizationMethod = new() { Algorithm = _document.Add("exi") },
            SignatureMethod = new() { Algorithm = _document.Add("ecdsa") },
            Reference = _document.Add<Reference>(references),
        };
        byte[][] forms = [.. new[] { MessageSet.CommonMessages, MessageSet.XmlDsig }.Select(set =>
        {
            Assert.True(_document.EncodeFragment(set, info, _buffer, out int length).IsOk);
            byte[] exi = _buffer[..length];
            ExiDocument read = new();
            Assert.True(read.DecodeFragment(set, exi).IsOk);
            Assert.True(read.Is<SignedInfo>());
            return exi;
        })];
        Assert.NotEqual(forms[0], forms[1]);
    }

    [Fact]
    public void An_error_says_what_where_and_in_which_element()
    {
        ExiError error = _document.Decode(MessageSet.CommonMessages, Hex("808c0400000000000000000efe78fd80620b2ba6a4"));
        Assert.Equal(ExiProblem.Truncated, error.Problem);
        Assert.Equal("SessionSetupReq/EVCCID", error.Path);
        Assert.InRange(error.BitOffset, 100, 21 * 8);
        Assert.Equal($"Truncated at bit {error.BitOffset} in SessionSetupReq/EVCCID", error.ToString());
        Assert.True(_document.IsEmpty);
    }

    [Theory]
    [InlineData("", ExiProblem.Truncated)]
    [InlineData("a0", ExiProblem.Header)]
    [InlineData("24455849808c", ExiProblem.Header)]
    [InlineData("80", ExiProblem.Truncated)]
    [InlineData("80fc", ExiProblem.Root)]
    // A session of 127 bytes; a session of seven.
    [InlineData("808c04ff00", ExiProblem.TooLong)]
    [InlineData("808c03800000000000000002", ExiProblem.TooShort)]
    // A time stamp beyond 64 bits.
    [InlineData("808c0400000000000000000ffffffffffffffffffff010", ExiProblem.Range)]
    public void What_is_no_message_is_refused_with_its_reason(string hex, ExiProblem problem) =>
        Assert.Equal(problem, _document.Decode(MessageSet.CommonMessages, Hex(hex)).Problem);

    [Fact]
    public void Empty_text_may_also_be_an_element_that_ends_at_once()
    {
        // … EVCCID, then a characters' 0 and a length of 2 (nothing); or the escape 1 and the end, 000.
        ExiDocument plain = new(), ended = new();
        SessionSetupReq message = new() { V2GRequest = new() { Header = new() { SessionID = plain.AddHex(new byte[8]), TimeStamp = 1 } } };
        Assert.True(plain.Encode(MessageSet.CommonMessages, message, _buffer, out int length).IsOk);
        Bits bits = new(_buffer.AsSpan(0, length));
        // Behind the last element's start: 0 00000010 0, the message's end 0. In its place: 1 000, the message's end 0.
        bits.Cut(bits.LastOne - 7);
        bits.Add("1000" + "0");
        Assert.True(ended.Decode(MessageSet.CommonMessages, bits.ToBytes()) is { IsOk: true });
        Assert.True(ended.Get<SessionSetupReq>().EVCCID.IsEmpty);
    }

    [Fact]
    public void A_list_ends_at_its_maximum_and_not_one_item_later()
    {
        foreach (int count in new[] { 1, 19, 20 })
        {
            _document.Clear();
            SupportedAppProtocolReq offer = new() { AppProtocol = _document.Add<AppProtocol>(Offers(count)) };
            Assert.True(_document.Encode(MessageSet.AppProtocol, offer, _buffer, out int length).IsOk);
            ExiDocument read = new();
            Assert.True(read.Decode(MessageSet.AppProtocol, _buffer.AsSpan(0, length)).IsOk);
            Assert.Equal(count, read.Get<SupportedAppProtocolReq>().AppProtocol.Count);
        }
        foreach ((int count, ExiProblem problem) in new[] { (21, ExiProblem.TooMany), (0, ExiProblem.Missing) })
        {
            _document.Clear();
            SupportedAppProtocolReq offer = new() { AppProtocol = _document.Add<AppProtocol>(Offers(count)) };
            ExiError error = _document.Encode(MessageSet.AppProtocol, offer, _buffer, out _);
            Assert.Equal((problem, "supportedAppProtocolReq/AppProtocol[0]"), (error.Problem, error.Path));
        }
    }

    AppProtocol[] Offers(int count) =>
        [.. Enumerable.Range(1, count).Select(i => new AppProtocol { ProtocolNamespace = _document.Add("urn:iso:std:iso:15118:-20:DC"), VersionNumberMajor = 1, SchemaID = (byte)i, Priority = (byte)Math.Min(i, 20) })];

    [Fact]
    public void What_a_declaration_forbids_is_not_written()
    {
        MessageHeader header = new() { SessionID = _document.AddHex(new byte[8]), TimeStamp = 1 };
        (ExiProblem, Func<ExiError>)[] wrong =
        [
            (ExiProblem.TooShort, () => Write(new SessionSetupReq { V2GRequest = new() { Header = new() { SessionID = _document.AddHex(new byte[7]) } } })),
            (ExiProblem.TooLong, () => Write(new SessionSetupReq { V2GRequest = new() { Header = header }, EVCCID = _document.Add(new string('x', 256)) })),
            (ExiProblem.Character, () => Write(new SessionSetupReq { V2GRequest = new() { Header = header }, EVCCID = _document.AddUtf8([0xC3, 0x28]) })),
            (ExiProblem.Handle, () => Write(new SessionSetupReq { V2GRequest = new() { Header = header }, EVCCID = new(1 << 20, 5) })),
            (ExiProblem.Handle, () => Write(new SessionSetupReq { V2GRequest = new() { Header = header }, EVCCID = new(int.MaxValue, int.MaxValue) })),
            (ExiProblem.Enumeration, () => Write(new AuthorizationReq { V2GRequest = new() { Header = header }, SelectedAuthorizationService = (Authorization)2 })),
            (ExiProblem.Missing, () => Write(new AuthorizationReq { V2GRequest = new() { Header = header } })),
            (ExiProblem.LeftOver, () => Write(new AuthorizationReq
            {
                V2GRequest = new() { Header = header },
                EIM_AReqAuthorizationMode = default(EIM_AReqAuthorizationMode),
                PnC_AReqAuthorizationMode = new() { Id = _document.Add("id1"), GenChallenge = _document.AddBase64(new byte[16]) },
            })),
            (ExiProblem.Range, () => Write(new ScheduleExchangeReq { V2GRequest = new() { Header = header }, MaximumSupportingPoints = 11 })),
            (ExiProblem.Root, () => _document.Encode(MessageSet.DC, new SessionSetupReq { V2GRequest = new() { Header = header } }, _buffer, out _)),
            (ExiProblem.Room, () => _document.Encode(MessageSet.CommonMessages, new SessionSetupReq { V2GRequest = new() { Header = header } }, _buffer.AsSpan(0, 12), out _)),
        ];
        Assert.All(wrong, w => Assert.Equal(w.Item1, w.Item2().Problem));
    }

    ExiError Write<T>(T message)
        where T : unmanaged, IExiType => _document.Encode(MessageSet.CommonMessages, message, _buffer, out _);

    [Fact]
    public void A_message_fits_into_exactly_its_length()
    {
        SessionSetupReq message = new() { V2GRequest = new() { Header = new() { SessionID = _document.AddHex(new byte[8]), TimeStamp = 1_700_000_000 } }, EVCCID = _document.Add("WMIV1234567890ABCDEX") };
        Assert.True(_document.Encode(MessageSet.CommonMessages, message, _buffer, out int length).IsOk);
        for (int room = 0; room < length; room++)
            Assert.Equal(ExiProblem.Room, _document.Encode(MessageSet.CommonMessages, message, new byte[room], out _).Problem);
        Assert.True(_document.Encode(MessageSet.CommonMessages, message, new byte[length], out _).IsOk);
    }

    [Fact]
    public void Memory_is_bounded_by_the_length_of_the_message()
    {
        // An element that is nearly nothing on the wire and 40 bytes in memory, as often as will fit: Object in a signature.
        string xml = "<ds:Signature xmlns:ds='http://www.w3.org/2000/09/xmldsig#'><ds:SignedInfo><ds:CanonicalizationMethod Algorithm=''/><ds:SignatureMethod Algorithm=''/>"
            + "<ds:Reference><ds:DigestMethod Algorithm=''/><ds:DigestValue/></ds:Reference></ds:SignedInfo><ds:SignatureValue/>"
            + string.Concat(Enumerable.Repeat("<ds:Object/>", 30_000)) + "</ds:Signature>";
        MessageXml.Read(xml, _document, MessageSet.XmlDsig);
        byte[] room = new byte[200_000];
        Assert.True(_document.Encode(MessageSet.XmlDsig, room, out int length).IsOk);
        ExiDocument read = new();
        ExiError error = read.Decode(MessageSet.XmlDsig, room.AsSpan(0, length));
        Assert.True(error.IsOk || error.Problem == ExiProblem.Memory);
        Assert.InRange(read.Used, 0, 65536 + 64 * length);
        Assert.InRange(MemoryMarshal.AsBytes(read.Memory.AsSpan()).Length, 0, 2 * (65536 + 64 * length));
    }
}

/// <summary>Bytes as a row of bits, to take apart and put together.</summary>
sealed class Bits(ReadOnlySpan<byte> bytes)
{
    readonly List<bool> _bits = [.. bytes.ToArray().SelectMany(b => Enumerable.Range(0, 8).Select(i => (b >> (7 - i) & 1) != 0))];

    public int LastOne => _bits.LastIndexOf(true);

    public void Cut(int length) => _bits.RemoveRange(length, _bits.Count - length);

    public void Add(string bits) => _bits.AddRange(bits.Select(b => b == '1'));

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[(_bits.Count + 7) / 8];
        for (int i = 0; i < _bits.Count; i++)
            if (_bits[i]) bytes[i / 8] |= (byte)(0x80 >> (i % 8));
        return bytes;
    }
}
