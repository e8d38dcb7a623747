using CsCheck;
using V2G.Linux.Can.Dbc;

namespace V2G.Linux.Tests.Can.Dbc;

public sealed class DbcParserTests
{
    const string Whole = """
        VERSION "1.0"

        NS_ :
        	NS_DESC_
        	CM_
        	BA_DEF_
        	BA_
        	VAL_
        	SIG_VALTYPE_
        	SG_MUL_VAL_

        BS_: 500000:1,2

        BU_: ECU Gateway

        VAL_TABLE_ OnOff 1 "On" 0 "Off" ;

        BO_ 100 Plain: 8 ECU
         SG_ Speed : 0|16@1+ (0.01,-5) [-5|650.35] "km/h" Gateway,ECU
         SG_ Torque : 23|12@0- (1e-1,0) [0|0] "Nm" Vector__XXX

        BO_ 2566844926 Long: 8 Gateway
         SG_ Mode M : 0|8@1+ (1,0) [0|0] "" ECU
         SG_ A m0 : 8|16@1+ (1,0) [0|0] "" ECU
         SG_ B m1M : 8|8@1+ (1,0) [0|0] "" ECU
         SG_ C m2 : 16|32@1- (1,0) [0|0] "" ECU
        BO_ 3221225472 VECTOR__INDEPENDENT_SIG_MSG: 0 Vector__XXX
         SG_ Orphan : 0|8@1+ (1,0) [0|0] "" Vector__XXX

        BO_TX_BU_ 100 : ECU,Gateway;
        CM_ "The file; with a semicolon
        and a line end";
        CM_ BU_ ECU "A node";
        CM_ BO_ 100 "A \"plain\" one";
        CM_ SG_ 100 Speed "How fast";
        BA_DEF_ "BusType" STRING ;
        BA_DEF_ BO_ "GenMsgCycleTime" INT 0 65535;
        BA_DEF_ BO_ "GenMsgSendType" ENUM "cyclic","event";
        BA_DEF_ SG_ "GenSigStartValue" FLOAT -1E+10 1E+10;
        BA_DEF_DEF_ "GenMsgCycleTime" 0;
        BA_DEF_DEF_ "GenMsgSendType" "event";
        BA_ "BusType" "CAN";
        BA_ "GenMsgCycleTime" BO_ 100 20;
        BA_ "GenMsgSendType" BO_ 100 0;
        BA_ "GenSigStartValue" SG_ 100 Speed 5;
        VAL_ 100 Speed 0 "standing" 65535 "unknown" ;
        VAL_ SomeVariable 0 "zero" ;
        SIG_VALTYPE_ 2566844926 C : 1;
        SG_MUL_VAL_ 2566844926 A Mode 0-0, 5-7;
        SG_MUL_VAL_ 2566844926 B Mode 1-1;
        SG_MUL_VAL_ 2566844926 C B 2-2;
        """;

    [Fact]
    public void R_20_everything_that_a_file_says_of_messages_and_signals_is_read()
    {
        DbcFile file = DbcParser.Parse(Whole);
        Assert.Equal("1.0", file.Version);
        Assert.Equal(["ECU", "Gateway"], file.Nodes);
        Assert.Equal("The file; with a semicolon\nand a line end", file.Comment.ReplaceLineEndings("\n"));
        Assert.Equal(["Plain", "Long"], file.Messages.Select(m => m.Name));
        DbcMessage plain = file.Messages[0], extended = file.Messages[1];
        Assert.Equal((100u, false, 8, "ECU", 20.0, "A \"plain\" one"), (plain.Id, plain.IsExtended, plain.Length, plain.Sender, plain.CycleMs, plain.Comment));
        Assert.Equal("cyclic", plain.Attributes["GenMsgSendType"]);
        Assert.Equal((0x18FEF1FEu, true, 0.0, "event"), (extended.Id, extended.IsExtended, extended.CycleMs, extended.Attributes["GenMsgSendType"]));
        DbcSignal speed = plain.Find("Speed")!, torque = plain.Find("Torque")!;
        Assert.Equal((0, 16, false, DbcValueType.Natural, 0.01, -5.0, -5.0, 650.35, "km/h", "How fast"),
            (speed.Start, speed.Length, speed.IsBigEndian, speed.Type, speed.Factor, speed.Offset, speed.Min, speed.Max, speed.Unit, speed.Comment));
        Assert.Equal(["Gateway", "ECU"], speed.Receivers);
        Assert.Equal("unknown", speed.Values[65535]);
        Assert.Equal((23, 12, true, DbcValueType.TwosComplement, 0.1, false), (torque.Start, torque.Length, torque.IsBigEndian, torque.Type, torque.Factor, torque.HasRange));
        Assert.Equal(DbcValueType.Binary32, extended.Find("C")!.Type);
    }

    [Theory]
    [InlineData(0x0000_0000_0000_0100UL, "Mode A")]
    [InlineData(0x0000_0000_0000_0106UL, "Mode A")]
    [InlineData(0x0000_0000_0000_0001UL, "Mode B")]
    [InlineData(0x0000_0000_0000_0201UL, "Mode B C")]
    [InlineData(0x0000_0000_0000_0202UL, "Mode")]
    public void R_20_a_multiplexed_signal_is_there_when_every_switch_above_it_says_so(ulong data, string expected)
    {
        DbcMessage message = DbcParser.Parse(Whole).Find("Long")!;
        Assert.Equal(expected, string.Join(' ', message.Signals.Where(s => new SignalCondition(message, s).Holds(data)).Select(s => s.Name)));
        foreach (DbcSignal signal in message.Signals)
        {
            SignalCondition condition = new(message, signal);
            Assert.True(condition.Holds(condition.Set(ulong.MaxValue)));
        }
    }

    [Theory]
    [InlineData("BO_ 100 A: 8 E\n SG_ S : 0|0@1+ (1,0) [0|0] \"\" E", 2, "length 0; allowed: 1 … 64 bits")]
    [InlineData("BO_ 100 A: 8 E\n SG_ S : 60|8@1+ (1,0) [0|0] \"\" E", 2, "reach beyond the 8 bytes of A")]
    [InlineData("BO_ 100 A: 2 E\n\n SG_ S : 8|9@0+ (1,0) [0|0] \"\" E", 3, "reach beyond the 2 bytes of A")]
    [InlineData("BO_ 100 A: 8 E\n SG_ S : 0|8@2+ (1,0) [0|0] \"\" E", 2, "byte order of S: a whole number 0 … 1 expected, not '2+'")]
    [InlineData("BO_ 100 A: 8 E\n SG_ S : 0|8@1* (1,0) [0|0] \"\" E", 2, "sign of S: '+' expected, not '*'")]
    [InlineData("BO_ 100 A: 8 E\n SG_ S : 0|8@1+ (0,0) [0|0] \"\" E", 2, "factor 0")]
    [InlineData("BO_ 100 A: 8 E\n SG_ S : 0|8@1+ (1;0) [0|0] \"\" E", 2, "',' expected, not ';0)'")]
    [InlineData("BO_ 100 A: 8 E\n SG_ S x3 : 0|8@1+ (1,0) [0|0] \"\" E", 2, "'x3' is no multiplexing; allowed: M, m0, m0M")]
    [InlineData("BO_ 100 A: 8 E\n SG_ S m3 : 0|8@1+ (1,0) [0|0] \"\" E", 0, "there are 0 switches (M); allowed: one")]
    [InlineData("SG_ S : 0|8@1+ (1,0) [0|0] \"\" E", 1, "SG_ belongs behind a BO_")]
    [InlineData("BO_ 2048 A: 8 E", 1, "identifier 2048; allowed: 0 … 2047")]
    [InlineData("BO_ 100 A: 65 E", 1, "a whole number 0 … 64 expected, not '65'")]
    [InlineData("BO_ 100 A: 8 E\nBO_ 100 B: 8 E", 2, "identifier 100 is taken by A")]
    [InlineData("BO_ 100 A: 8 E\nBO_ 101 A: 8 E", 2, "the name A is taken by message 100")]
    [InlineData("BO_ 100 A: 8 E\nCM_ BO_ 101 \"x\";", 2, "there is no message 101")]
    [InlineData("BO_ 100 A: 8 E\nCM_ SG_ 100 S \"x\";", 2, "A has no signal S")]
    [InlineData("BA_ \"X\" 5;", 1, "no BA_DEF_ defines it")]
    [InlineData("BA_DEF_ BO_ \"X\" WORD;", 1, "type WORD; allowed: INT, HEX, FLOAT, STRING, ENUM")]
    [InlineData("CM_ \"never closed", 1, "the quote is never closed")]
    [InlineData("\n\nMESSAGE 5", 3, "'MESSAGE' is no statement")]
    [InlineData("VAL_TABLE_ X 1 \"a\"", 1, "no ';' ends it")]
    [InlineData("BO_ 100 A: 8 E\n SG_ S : 0|16@1+ (1,0) [0|0] \"\" E\nSIG_VALTYPE_ 100 S : 1;", 3, "SIG_VALTYPE_ 1 has 32 bits, not 16")]
    [InlineData("5", 1, "a statement expected, not '5'")]
    public void What_is_wrong_is_told_with_its_line_and_what_is_allowed(string text, int line, string said)
    {
        DbcException e = Assert.Throws<DbcException>(() => DbcParser.Parse(text));
        Assert.Equal(line, e.Line);
        Assert.Contains(said, e.Message);
    }

    [Fact]
    public void No_mutation_of_a_valid_file_does_worse_than_a_refusal() =>
        Gen.Select(Gen.Int[0, Whole.Length - 1], Gen.Int[0, 40], Gen.String[Gen.Char[" \n\"\\;:|@+-(),[]0123456789mMBOSG_€"], 0, 12]).Sample((at, cut, put) =>
        {
            string text = Whole.Remove(at, Math.Min(cut, Whole.Length - at)).Insert(at, put);
            try
            {
                foreach (DbcMessage message in DbcParser.Parse(text).Messages)
                {
                    foreach (DbcSignal signal in message.Signals)
                        if (SignalCodec.Fits(signal, 8)) _ = new SignalCodec(signal).Value(0x0123_4567_89AB_CDEF) + (new SignalCondition(message, signal).Holds(5) ? 1 : 0);
                }
            }
            catch (DbcException)
            {
            }
        });

    [Fact]
    public void Any_text_at_all_is_refused_or_read() => Gen.String[0, 400].Sample(text =>
    {
        try
        {
            DbcParser.Parse(text);
        }
        catch (DbcException)
        {
        }
    });

    [Fact]
    public void What_is_too_large_is_refused_before_it_costs_memory()
    {
        Assert.Contains("allowed: up to", Assert.Throws<DbcException>(() => DbcParser.Parse(new string(' ', DbcParser.MostCharacters + 1))).Message);
        string nodes = "BU_: " + string.Join(' ', Enumerable.Range(0, 70_000).Select(i => "n" + i));
        Assert.Contains("entries", Assert.Throws<DbcException>(() => DbcParser.Parse(nodes)).Message);
    }
}
