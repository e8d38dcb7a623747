using V2G.Firmware.Recordings;
using V2G.Firmware.Terminal;
using V2G.Grid.Comtrade;

namespace V2G.Firmware.Tests.Recordings;

/// <summary>
/// Channel lists in the manner of many makers. A channel is written <c>name|phase|circuit|unit|kind</c>, channels are separated by <c>;</c>.
/// Kinds: w waveform (if left out; with the number of its phase where that is not its place in the list), d dead, m magnitude, a angle, f frequency, c current waveform.
/// </summary>
public class ChannelMapTests
{
    public static TheoryData<string, string, string> Lists() => new()
    {
        // SEL
        { "SEL-421: currents first, kV", "IA|A||A|c;IB|B||A|c;IC|C||A|c;IN|N||A|c;VA|A||kV;VB|B||kV;VC|C||kV;FREQ|||Hz|f;VDC|||V|m", "VA,VB,VC" },
        { "SEL two terminals", "IAW|A||A|c;IBW|B||A|c;ICW|C||A|c;VAY|A||kV;VBY|B||kV;VCY|C||kV;VAZ|A||kV;VBZ|B||kV;VCZ|C||kV", "VAY,VBY,VCY" },
        { "SEL two terminals, first one dead", "VAY|A||kV|d;VBY|B||kV|d;VCY|C||kV|d;VAZ|A||kV;VBZ|B||kV;VCZ|C||kV", "VAZ,VBZ,VCZ" },
        { "SEL with unit in the name", "Ia(A)|||A|c;Va(kV)|||kV;Vb(kV)|||kV;Vc(kV)|||kV;V1Mag(kV)|||kV|m", "Va(kV),Vb(kV),Vc(kV)" },
        { "SEL-351: sync voltage behind", "VA|A|SEL|V;VB|B|SEL|V;VC|C|SEL|V;VS||SEL|V", "VA,VB,VC" },
        { "SEL-787: delta", "IAW1|||A|c;VAB|||V;VBC|||V;VCA|||V", "VAB,VBC,VCA" },
        { "SEL-787: open delta", "VAB|AB||V;VBC|BC||V", "VAB,VBC" },
        // GE
        { "GE UR", "F1-IA|A||A|c;F2-IB|B||A|c;F3-IC|C||A|c;F4-IG|G||A|c;F5-VA|A||V;F6-VB|B||V;F7-VC|C||V;F8-VX|X||V", "F5-VA,F6-VB,F7-VC" },
        { "GE UR: magnitudes beside", "F5-VA|A||V;F6-VB|B||V;F7-VC|C||V;SRC 1  Vag Mag|_||kV|m;SRC 1  Vag Angle|_||deg|a;SRC 1  Vbg Mag|_||kV|m;SRC 1  Vcg Mag|_||kV|m", "F5-VA,F6-VB,F7-VC" },
        { "GE UR: no phase fields", "F1-IA|||A|c;F5-VA|||V;F6-VB|||V;F7-VC|||V;F8-VX|||V;M5-VA|||V;M6-VB|||V;M7-VC|||V", "F5-VA,F6-VB,F7-VC" },
        { "GE Multilin 850", "Ph A Curr 1-J1|A||A|c;Ph A Volt 1-J2|A||V;Ph B Volt 1-J2|B||V;Ph C Volt 1-J2|C||V;Aux Volt 1-J2|||V", "Ph A Volt 1-J2,Ph B Volt 1-J2,Ph C Volt 1-J2" },
        { "GE magnitudes without a hint in the name come first", "Va|A||kV|m;Vb|B||kV|m;Vc|C||kV|m;VA1|A||V;VB1|B||V;VC1|C||V", "VA1,VB1,VC1" },
        // ABB
        { "ABB REF615", "IL1|L1||A|c;IL2|L2||A|c;IL3|L3||A|c;Io|||A|c;U1|L1||V;U2|L2||V;U3|L3||V;Uo|||V", "U1,U2,U3" },
        { "ABB REL670", "LINE_IL1|L1|LINE|A|c;LINE_IL2|L2|LINE|A|c;LINE_UL1|L1|LINE|kV;LINE_UL2|L2|LINE|kV;LINE_UL3|L3|LINE|kV;BUS_UL1|L1|BUS|kV;BUS_UL2|L2|BUS|kV;BUS_UL3|L3|BUS|kV", "LINE_UL1,LINE_UL2,LINE_UL3" },
        { "ABB line voltages", "IL1|||A|c;U12|||kV;U23|||kV;U31|||kV;Uo|||kV", "U12,U23,U31" },
        { "ABB mixed with residual", "3U0|N||kV;UL1|L1||kV;UL2|L2||kV;UL3|L3||kV", "UL1,UL2,UL3" },
        // Siemens
        { "SIPROTEC 4", "iL1|L1||A|c;iL2|L2||A|c;iL3|L3||A|c;iE|E||A|c;uL1|L1||V;uL2|L2||V;uL3|L3||V;uEN|||V", "uL1,uL2,uL3" },
        { "SIPROTEC 4 line-earth", "U L1-E|||kV;U L2-E|||kV;U L3-E|||kV;I L1|||kA|c;U L12|||kV;U L23|||kV;U L31|||kV", "U L1-E,U L2-E,U L3-E" },
        { "SIPROTEC 5", "Meas.point I-3ph 1:I A|A||A|c;Meas.point V-3ph 1:V A|A||V;Meas.point V-3ph 1:V B|B||V;Meas.point V-3ph 1:V C|C||V;Meas.point V-3ph 1:VN|N||V", "Meas.point V-3ph 1:V A,Meas.point V-3ph 1:V B,Meas.point V-3ph 1:V C" },
        { "SIMEAS R", "Spg. L1|||V;Spg. L2|||V;Spg. L3|||V;Strom L1|||A|c", "Spg. L1,Spg. L2,Spg. L3" },
        { "7SJ two of three line voltages", "uL12|L12||V;uL23|L23||V;iL1|L1||A|c", "uL12,uL23" },
        { "U-L1 with frequency", "U-L1|||V;U-L2|||V;U-L3|||V;f|||Hz|f", "U-L1,U-L2,U-L3" },
        // Schneider, Alstom, Areva
        { "Sepam: U21 and U32", "I1|7|1|A|c;I2|8|2|A|c;I3|9|3|A|c;U21|0|105|V;U32|1|106|V;Vo|6|8|V", "U21,U32" },
        { "Sepam: phase voltages", "V1|0|1|V;V2|1|2|V;V3|2|3|V;V0|3|4|V", "V1,V2,V3" },
        { "MiCOM", "VA|||V;VB|||V;VC|||V;VN|||V;IA|||A|c;IB|||A|c;IC|||A|c;V Checksync|||V;Frequency|||Hz|f", "VA,VB,VC" },
        { "MiCOM P14x", "VAN|AN||V;VBN|BN||V;VCN|CN||V;IA|A||A|c", "VAN,VBN,VCN" },
        { "Areva red yellow blue", "IR|R||A|c;IY|Y||A|c;IB|B||A|c;VR|R||kV;VY|Y||kV;VB|B||kV", "VR,VY,VB" },
        { "Red yellow blue, line to line", "VRY|||kV;VYB|||kV;VBR|||kV", "VRY,VYB,VBR" },
        { "Red yellow blue in small letters", "Vry|||V;Vyb|||V;Vbr|||V;Ir|||A|c;Iy|||A|c", "Vry,Vyb,Vbr" },
        { "R S T", "UR|||kV;US|||kV;UT|||kV;3U0|||kV", "UR,US,UT" },
        { "U V W", "VU|||V;VV|||V;VW|||V;IU|||A|c", "VU,VV,VW" },
        // Recorders and power quality meters
        { "Qualitrol: two lines, two busbars", "Line 1 Ua|A|L1|kV;Line 1 Ub|B|L1|kV;Line 1 Uc|C|L1|kV;Line 1 Ia|A|L1|A|c;Line 2 Ua|A|L2|kV;Line 2 Ub|B|L2|kV;Line 2 Uc|C|L2|kV", "Line 1 Ua,Line 1 Ub,Line 1 Uc" },
        { "Busbar voltages, first dead", "BUS1 VA|A||V|d;BUS1 VB|B||V|d;BUS1 VC|C||V|d;BUS2 VA|A||V;BUS2 VB|B||V;BUS2 VC|C||V", "BUS2 VA,BUS2 VB,BUS2 VC" },
        { "Interleaved feeders", "UA1|||kV|w0;UA2|||kV|w0;UB1|||kV|w1;UB2|||kV|w1;UC1|||kV|w2;UC2|||kV|w2", "UA1,UB1,UC1" },
        { "Elspec", "V1N|||V;V2N|||V;V3N|||V;VN|||V;I1|||A|c;I2|||A|c;I3|||A|c", "V1N,V2N,V3N" },
        { "Power quality meter in words", "L1-N Voltage|||Volts;L2-N Voltage|||Volts;L3-N Voltage|||Volts;N-PE Voltage|||Volts;L1 Current|||Amps|c", "L1-N Voltage,L2-N Voltage,L3-N Voltage" },
        { "Line-line in words", "L1-L2 Voltage|||V;L2-L3 Voltage|||V;L3-L1 Voltage|||V", "L1-L2 Voltage,L2-L3 Voltage,L3-L1 Voltage" },
        { "Phase in words", "Phase A Voltage|||v;Phase B Voltage|||v;Phase C Voltage|||v;Phase A Current|||a|c", "Phase A Voltage,Phase B Voltage,Phase C Voltage" },
        { "Voltage in front", "Voltage A|||V;Voltage B|||V;Voltage C|||V;Current A|||A|c;Current B|||A|c;Current C|||A|c", "Voltage A,Voltage B,Voltage C" },
        { "Numbered channels", "Ch 1: VA|||V peak;Ch 2: VB|||V peak;Ch 3: VC|||V peak;Ch 4: IA|||A|c", "Ch 1: VA,Ch 2: VB,Ch 3: VC" },
        { "Underscores", "V_A|||KV;V_B|||KV;V_C|||KV;I_A|||KA|c", "V_A,V_B,V_C" },
        { "Place behind the phase", "VA.Bus|||V;VB.Bus|||V;VC.Bus|||V;VA.Line|||V;VB.Line|||V;VC.Line|||V", "VA.Bus,VB.Bus,VC.Bus" },
        { "Phase field alone", "Bus voltage|A||V;Bus voltage|B||V;Bus voltage|C||V", "1,2,3" },
        { "Names that only number", "AI1|A||V;AI2|B||V;AI3|C||V;AI4|N||V", "AI1,AI2,AI3" },
        { "Reactive power and apparent power beside", "P|||MW|m;Q|||MVAr|m;S|||VA|m;VA|||V;VB|||V;VC|||V", "4,5,6" },
        { "Three phase A's are no three phases", "V1|A|F1|V;V2|A|F2|V;V3|A|F3|V;UA|A||V;UB|B||V;UC|C||V", "UA,UB,UC" },
        { "Phase before line voltages", "VAB|AB||V;VBC|BC||V;VCA|CA||V;VA|A||V;VB|B||V;VC|C||V", "VA,VB,VC" },
        { "One phase without voltage stays in the set", "VA|A||V;VB|B||V|d;VC|C||V", "VA,VB,VC" },
        // Russian terminals
        { "Cyrillic letters", "Ua|||В;Ub|||В;Uc|||В;3U0|||В", "Ua,Ub,Uc" },
        { "Cyrillic marks and kilovolts", "U А|||кВ;U В|||кВ;U С|||кВ", "U А,U В,U С" },
        { "Russian words", "Напряжение А|||кВ;Напряжение В|||кВ;Напряжение С|||кВ;Ток А|||А|c", "Напряжение А,Напряжение В,Напряжение С" },
        // Simulators
        { "PSCAD: no units", "Ea||||w;Eb||||w;Ec||||w;Ia||||c;Ib||||c;Ic||||c", "Ea,Eb,Ec" },
        { "RTDS: per unit", "VA|||pu;VB|||pu;VC|||pu;IA|||kA|c", "VA,VB,VC" },
        { "Omicron: blank unit, telling names", "V L1-E|L1||;V L2-E|L2||;V L3-E|L3||;I L1|L1||A|c", "V L1-E,V L2-E,V L3-E" },
        // Odds and ends
        { "Minus before the reference", "Va-n|||V;Vb-n|||V;Vc-n|||V;Vn-g|||V", "Va-n,Vb-n,Vc-n" },
        { "Numbers before the reference", "U1-N|||V;U2-N|||V;U3-N|||V;I1|||A|c", "U1-N,U2-N,U3-N" },
        { "Numbered line voltages", "V1-2|||V;V2-3|||V;V3-1|||V", "V1-2,V2-3,V3-1" },
        { "Line voltages in one word", "UL1L2|||kV;UL2L3|||kV;UL3L1|||kV", "UL1L2,UL2L3,UL3L1" },
        { "Voltage transformers", "VTA|||V;VTB|||V;VTC|||V;CTA|||A|c", "VTA,VTB,VTC" },
        { "Transformer in words", "PT A|||V;PT B|||V;PT C|||V", "PT A,PT B,PT C" },
        { "Red yellow blue in words", "R-Phase Voltage|||kV;Y-Phase Voltage|||kV;B-Phase Voltage|||kV;R-Phase Current|||A|c", "R-Phase Voltage,Y-Phase Voltage,B-Phase Voltage" },
        { "Red yellow blue to neutral", "VRN|||V;VYN|||V;VBN|||V", "VRN,VYN,VBN" },
        { "Short words", "BUS-1 R PH VOLTAGE|||kV;BUS-1 Y PH VOLTAGE|||kV;BUS-1 B PH VOLTAGE|||kV", "BUS-1 R PH VOLTAGE,BUS-1 Y PH VOLTAGE,BUS-1 B PH VOLTAGE" },
        { "Functions of time", "u_a(t)|||V;u_b(t)|||V;u_c(t)|||V", "u_a(t),u_b(t),u_c(t)" },
        { "PSCAD: names with a place", "Vsa||||w;Vsb||||w;Vsc||||w;Isa||||c", "Vsa,Vsb,Vsc" },
        { "PSCAD: numbered dimensions", "Vpcc:1||||w;Vpcc:2||||w;Vpcc:3||||w", "Vpcc:1,Vpcc:2,Vpcc:3" },
        { "PSCAD: place and letter", "Vpcc_a|||kV;Vpcc_b|||kV;Vpcc_c|||kV", "Vpcc_a,Vpcc_b,Vpcc_c" },
        { "RTDS: node and letter", "N1A|||kV;N1B|||kV;N1C|||kV", "N1A,N1B,N1C" },
        { "ABB E3 style", "U_R|||V;U_S|||V;U_T|||V;I_R|||A|c", "U_R,U_S,U_T" },
        { "Secondary side marked", "UL1_SEC|||V;UL2_SEC|||V;UL3_SEC|||V", "UL1_SEC,UL2_SEC,UL3_SEC" },
        { "Peak values in words", "Ua inst|||V;Ub inst|||V;Uc inst|||V;Ua rms|||V|m;Ub rms|||V|m", "Ua inst,Ub inst,Uc inst" },
        { "Main and transfer busbar", "BB1 UA|||kV;BB1 UB|||kV;BB1 UC|||kV;BB2 UA|||kV;BB2 UB|||kV;BB2 UC|||kV", "BB1 UA,BB1 UB,BB1 UC" },
        { "French", "Tension A|||V;Tension B|||V;Tension C|||V;Courant A|||A|c", "Tension A,Tension B,Tension C" },
        { "Units with brackets", "VA|||[kV];VB|||[kV];VC|||[kV]", "VA,VB,VC" },
        // One phase
        { "One phase only", "V|||V;I|||A|c", "V" },
        { "One phase beside its residual", "VA|A||V;VN|N||V;IA|A||A|c", "VA" },
        { "One line voltage", "UAB|||kV;IA|||A|c;IB|||A|c", "UAB" },
    };

    public static TheoryData<string, string> Unclear() => new()
    {
        { "currents only", "IA|A||A|c;IB|B||A|c;IC|C||A|c" },
        { "two of three phases", "VA|A||V;VB|B||V" },
        { "voltages without marks", "AN1|||V;AN2|||V;AN3|||V;AN4|||V" },
        { "three busbars", "Vbus 1|||V|w0;Vbus 2|||V|w0;Vbus 3|||V|w0" },
        { "magnitudes only", "VA|A||V|m;VB|B||V|m;VC|C||V|m" },
        { "no unit and no telling name", "X|A||;Y|B||;Z|C||" },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void Finds_the_voltages_that_belong_together(string make, string channels, string expected)
    {
        ChannelMap map = ChannelMap.Of(TestRecording.WithChannels(channels), null);
        string[] wanted = expected.Split(',');
        string Shown(AnalogChannel c, int i) => i < wanted.Length && int.TryParse(wanted[i], out _) ? $"{c.Index}" : c.Name;
        // Phase by phase, so the order counts; what is made from line voltages names them all.
        string found = map.FromLineVoltages
            ? string.Join(',', map.Voltages.SelectMany(v => v.Channels).Select(c => c.Channel).Distinct().OrderBy(c => c.Index).Select(Shown))
            : string.Join(',', map.Voltages.Select((v, p) => Shown(v.Channels[0].Channel, p)));
        Assert.True(found == expected, $"{make}: {found}");
        Assert.Equal(wanted.Length == 1 ? 1 : 3, map.PhaseCount);
    }

    [Theory]
    [MemberData(nameof(Unclear))]
    public void What_is_unclear_is_asked_for_with_the_list_of_channels(string what, string channels)
    {
        VerbFailure refused = Assert.Throws<VerbFailure>(() => ChannelMap.Of(TestRecording.WithChannels(channels), null));
        Assert.Equal(ExitCode.InvalidInput, refused.ExitCode);
        Assert.Contains("--map va=", refused.Message);
        Assert.Contains(channels.Split('|')[0], refused.Message);
        Assert.NotEmpty(what);
    }

    [Fact]
    public void Line_voltages_give_the_phase_voltages_of_a_grid_without_zero_sequence()
    {
        Recording recording = TestRecording.WithChannels("UL12|||V;UL23|||V;UL31|||V");
        foreach (string? map in new[] { null, "vab=UL12,vbc=2" })
        {
            ChannelMap found = ChannelMap.Of(recording, map);
            for (int i = 0; i < recording.SampleCount; i += 7)
            {
                double a = found.Voltages[0].At(i), b = found.Voltages[1].At(i), c = found.Voltages[2].At(i);
                Assert.Equal(0, a + b + c, 1e-9);
                Assert.Equal(recording.Analog[0].Values.Span[i], a - b, 1e-9);
                Assert.Equal(recording.Analog[1].Values.Span[i], b - c, 1e-9);
            }
        }
    }
}
