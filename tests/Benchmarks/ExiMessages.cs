using V2G.Iso15118.Exi;
using V2G.Iso15118.Messages;
using V2G.Iso15118.Messages.AC;
using V2G.Iso15118.Messages.CommonMessages;
using V2G.Iso15118.Messages.CommonTypes;
using V2G.Iso15118.Messages.DC;

namespace V2G.Benchmarks;

/// <summary>A message of the table, in the document that its strings and lists lie in.</summary>
internal sealed record ExiMessage(string Name, MessageSet Set, int Bytes, ExiDocument Document, byte[] Exi);

/// <summary>
/// The seven messages that codecs are compared with: what an AC and a DC session with power in both directions sends again and again,
/// and the three longest and shortest around them. As many bytes as their opponents' have.
/// </summary>
internal static class ExiMessages
{
    static readonly byte[] Session = Convert.FromHexString("8A3C5F7712E04B96");

    public static ExiMessage[] All() =>
    [
        Make("AC_ChargeLoopReq BPT Dynamic", MessageSet.AC, 114, AcRequest),
        Make("AC_ChargeLoopRes BPT Dynamic", MessageSet.AC, 94, AcResponse),
        Make("DC_ChargeLoopReq BPT Dynamic", MessageSet.DC, 78, DcRequest),
        Make("DC_ChargeLoopRes BPT Scheduled", MessageSet.DC, 85, DcResponse),
        Make("ServiceDetailRes AC_BPT, 4 sets", MessageSet.CommonMessages, 603, ServiceDetail),
        Make("ScheduleExchangeRes 3x24", MessageSet.CommonMessages, 548, Schedule),
        Make("SessionSetupReq", MessageSet.CommonMessages, 39, Setup),
    ];

    static ExiMessage Make<T>(string name, MessageSet set, int bytes, Func<ExiDocument, T> make)
        where T : unmanaged, IExiType
    {
        ExiDocument by = new(), read = new();
        byte[] buffer = new byte[4096];
        T message = make(by);
        ExiError error = by.Encode(set, message, buffer, out int written);
        if (!error.IsOk || written != bytes) throw new InvalidOperationException($"{name}: {error}, {written} bytes instead of {bytes}");
        byte[] exi = buffer[..written];
        error = read.Decode(set, exi);
        return error.IsOk ? new(name, set, bytes, read, exi) : throw new InvalidOperationException($"{name}: {error}");
    }

    static RationalNumber R(int value, int exponent = 0) => new() { Value = (short)value, Exponent = (sbyte)exponent };

    static MessageHeader Header(ExiDocument d) => new() { SessionID = d.AddHex(Session), TimeStamp = 1_795_421_167 };

    static V2GResponse Ok(ExiDocument d) => new() { Header = Header(d), ResponseCode = ResponseCode.OK };

    static MeterInfo Meter(ExiDocument d) => new() { MeterID = d.Add("METER-0001"), ChargedEnergyReadingWh = 12_345, BPT_DischargedEnergyReadingWh = 678, CapacitiveEnergyReadingVARh = 345, BPT_InductiveEnergyReadingVARh = 67 };

    static AC_ChargeLoopReq AcRequest(ExiDocument d) => new()
    {
        ChargeLoopReq = new()
        {
            V2GRequest = new() { Header = Header(d) },
            DisplayParameters = new() { PresentSOC = 55, TargetSOC = 80, ChargingComplete = false },
            MeterInfoRequested = true,
        },
        BPT_Dynamic_AC_CLReqControlMode = new()
        {
            Dynamic_AC_CLReqControlMode = new()
            {
                Dynamic_CLReqControlMode = new() { DepartureTime = 20_000, EVTargetEnergyRequest = R(3000, 1), EVMaximumEnergyRequest = R(4000, 1), EVMinimumEnergyRequest = R(-2000, 1) },
                EVMaximumChargePower = R(1100, 1),
                EVMaximumChargePower_L2 = R(1100, 1),
                EVMaximumChargePower_L3 = R(1100, 1),
                EVMinimumChargePower = R(138, 1),
                EVMinimumChargePower_L2 = R(138, 1),
                EVMinimumChargePower_L3 = R(138, 1),
                EVPresentActivePower = R(-500, 1),
                EVPresentActivePower_L2 = R(-500, 1),
                EVPresentActivePower_L3 = R(-500, 1),
                EVPresentReactivePower = R(300),
                EVPresentReactivePower_L2 = R(300),
                EVPresentReactivePower_L3 = R(300),
            },
            EVMaximumDischargePower = R(1100, 1),
            EVMaximumDischargePower_L2 = R(1100, 1),
            EVMaximumDischargePower_L3 = R(1100, 1),
            EVMinimumDischargePower = R(138, 1),
            EVMaximumV2XEnergyRequest = R(2000, 1),
            EVMinimumV2XEnergyRequest = R(100, 1),
        },
    };

    static AC_ChargeLoopRes AcResponse(ExiDocument d) => new()
    {
        ChargeLoopRes = new() { V2GResponse = Ok(d), EVSEStatus = new() { NotificationMaxDelay = 60, EVSENotification = EvseNotification.ScheduleRenegotiation }, MeterInfo = Meter(d) },
        EVSETargetFrequency = R(6000, -2),
        BPT_Dynamic_AC_CLResControlMode = new()
        {
            Dynamic_AC_CLResControlMode = new()
            {
                Dynamic_CLResControlMode = new() { DepartureTime = 3600, MinimumSOC = 30, TargetSOC = 80, AckMaxDelay = 30 },
                EVSETargetActivePower = R(-500, 1),
                EVSETargetActivePower_L2 = R(-500, 1),
                EVSETargetActivePower_L3 = R(-500, 1),
                EVSETargetReactivePower = R(300),
                EVSETargetReactivePower_L2 = R(300),
                EVSETargetReactivePower_L3 = R(300),
                EVSEPresentActivePower = R(-500, 1),
                EVSEPresentActivePower_L2 = R(-500, 1),
                EVSEPresentActivePower_L3 = R(-500, 1),
            },
        },
    };

    static DC_ChargeLoopReq DcRequest(ExiDocument d) => new()
    {
        ChargeLoopReq = new()
        {
            V2GRequest = new() { Header = Header(d) },
            DisplayParameters = new() { PresentSOC = 55, TargetSOC = 80, ChargingComplete = false },
            MeterInfoRequested = true,
        },
        EVPresentVoltage = R(4000, -1),
        BPT_Dynamic_DC_CLReqControlMode = new()
        {
            Dynamic_DC_CLReqControlMode = new()
            {
                Dynamic_CLReqControlMode = new() { DepartureTime = 20_000, EVTargetEnergyRequest = R(3000, 1), EVMaximumEnergyRequest = R(4000, 1), EVMinimumEnergyRequest = R(-2000, 1) },
                EVMaximumChargePower = R(1100, 1),
                EVMinimumChargePower = R(100),
                EVMaximumChargeCurrent = R(300),
                EVMaximumVoltage = R(500),
                EVMinimumVoltage = R(150),
            },
            EVMaximumDischargePower = R(1100, 1),
            EVMinimumDischargePower = R(100),
            EVMaximumDischargeCurrent = R(300),
            EVMaximumV2XEnergyRequest = R(2000, 1),
        },
    };

    static DC_ChargeLoopRes DcResponse(ExiDocument d) => new()
    {
        ChargeLoopRes = new() { V2GResponse = Ok(d), EVSEStatus = new() { NotificationMaxDelay = 60, EVSENotification = EvseNotification.ScheduleRenegotiation }, MeterInfo = Meter(d) },
        EVSEPresentCurrent = R(-120),
        EVSEPresentVoltage = R(4000, -1),
        BPT_Scheduled_DC_CLResControlMode = new()
        {
            Scheduled_DC_CLResControlMode = new() { EVSEMaximumChargePower = R(1100, 1), EVSEMinimumChargePower = R(100), EVSEMaximumChargeCurrent = R(300), EVSEMaximumVoltage = R(500) },
            EVSEMaximumDischargePower = R(1100, 1),
            EVSEMinimumDischargePower = R(100),
            EVSEMaximumDischargeCurrent = R(300),
            EVSEMinimumVoltage = R(150),
        },
    };

    static ServiceDetailRes ServiceDetail(ExiDocument d)
    {
        ParameterSet[] sets = new ParameterSet[4];
        for (int i = 0; i < sets.Length; i++)
        {
            Parameter[] parameters =
            [
                new() { Name = d.Add("Connector"), intValue = 1 + i },
                new() { Name = d.Add("ControlMode"), intValue = 1 + i % 2 },
                new() { Name = d.Add("EVSENominalVoltage"), intValue = 230 },
                new() { Name = d.Add("MobilityNeedsMode"), intValue = 1 + i % 2 },
                new() { Name = d.Add("Pricing"), intValue = 0 },
                new() { Name = d.Add("BPTChannel"), intValue = 1 },
                new() { Name = d.Add("GeneratorMode"), intValue = 1 },
                new() { Name = d.Add("GridCodeIslandingDetectionMethod"), intValue = 1 },
            ];
            sets[i] = new() { ParameterSetID = (ushort)(i + 1), Parameter = d.Add<Parameter>(parameters) };
        }
        return new() { V2GResponse = Ok(d), ServiceID = 5, ServiceParameterList = new() { ParameterSet = d.Add<ParameterSet>(sets) } };
    }

    static ScheduleExchangeRes Schedule(ExiDocument d)
    {
        ScheduleTuple[] tuples = new ScheduleTuple[3];
        for (int t = 0; t < tuples.Length; t++)
        {
            PowerScheduleEntry[] entries = new PowerScheduleEntry[24];
            for (int i = 0; i < entries.Length; i++) entries[i] = new() { Duration = 3600, Power = R(1100 + 10 * i, 1) };
            tuples[t] = new()
            {
                ScheduleTupleID = (uint)t + 1,
                ChargingSchedule = new() { PowerSchedule = new() { TimeAnchor = 1_795_421_167, PowerScheduleEntries = new() { PowerScheduleEntry = d.Add<PowerScheduleEntry>(entries) } } },
            };
        }
        return new()
        {
            V2GResponse = Ok(d),
            EVSEProcessing = Processing.Finished,
            Scheduled_SEResControlMode = new() { ScheduleTuple = d.Add<ScheduleTuple>(tuples) },
        };
    }

    static SessionSetupReq Setup(ExiDocument d) => new() { V2GRequest = new() { Header = Header(d) }, EVCCID = d.Add("WMIV1234567890ABCDEX") };
}
