namespace V2G.Grid.SunSpec;

/// <summary>
/// The models that are spoken here, in SunSpec's own names (SunSpec Device Information Models; 701 … 715 are the information model of
/// IEEE 1547-2018 clause 10). A point is its name, type, scale factor and marks: = writable, ! mandatory. Every model begins with ID and L.
/// </summary>
public static class SunSpecModels
{
    public static SunSpecModel Common { get; } = new(1, """
        Mn str16 !; Md str16 !; Opt str8; Vr str8; SN str16 !; DA u16 =; Pad pad
        """);

    public static SunSpecModel DERMeasureAC { get; } = new(701, """
        ACType e16:3 !; St e16:2; InvSt e16:8; ConnSt e16:2; Alrm b32; DERMode b32; W s16 W_SF; VA s16 VA_SF; Var s16 Var_SF
        PF s16 PF_SF; A s16 A_SF; LLV u16 V_SF; LNV u16 V_SF; Hz u32 Hz_SF; TotWhInj u64 TotWh_SF; TotWhAbs u64 TotWh_SF
        TotVarhInj u64 TotVarh_SF; TotVarhAbs u64 TotVarh_SF; TmpAmb s16 Tmp_SF; TmpCab s16 Tmp_SF; TmpSnk s16 Tmp_SF
        TmpTrns s16 Tmp_SF; TmpSw s16 Tmp_SF; TmpOt s16 Tmp_SF; WL1 s16 W_SF; VAL1 s16 VA_SF; VarL1 s16 Var_SF; PFL1 s16 PF_SF
        AL1 s16 A_SF; VL1L2 u16 V_SF; VL1 u16 V_SF; TotWhInjL1 u64 TotWh_SF; TotWhAbsL1 u64 TotWh_SF; TotVarhInjL1 u64 TotVarh_SF
        TotVarhAbsL1 u64 TotVarh_SF; WL2 s16 W_SF; VAL2 s16 VA_SF; VarL2 s16 Var_SF; PFL2 s16 PF_SF; AL2 s16 A_SF; VL2L3 u16 V_SF
        VL2 u16 V_SF; TotWhInjL2 u64 TotWh_SF; TotWhAbsL2 u64 TotWh_SF; TotVarhInjL2 u64 TotVarh_SF; TotVarhAbsL2 u64 TotVarh_SF
        WL3 s16 W_SF; VAL3 s16 VA_SF; VarL3 s16 Var_SF; PFL3 s16 PF_SF; AL3 s16 A_SF; VL3L1 u16 V_SF; VL3 u16 V_SF
        TotWhInjL3 u64 TotWh_SF; TotWhAbsL3 u64 TotWh_SF; TotVarhInjL3 u64 TotVarh_SF; TotVarhAbsL3 u64 TotVarh_SF; ThrotPct u16
        ThrotSrc b32; A_SF sf; V_SF sf; Hz_SF sf; W_SF sf; PF_SF sf; VA_SF sf; Var_SF sf; TotWh_SF sf; TotVarh_SF sf; Tmp_SF sf
        MnAlrmInfo str32
        """);

    public static SunSpecModel DERCapacity { get; } = new(702, """
        WMaxRtg u16 W_SF; WOvrExtRtg u16 W_SF; WOvrExtRtgPF u16 PF_SF; WUndExtRtg u16 W_SF; WUndExtRtgPF u16 PF_SF
        VAMaxRtg u16 VA_SF; VarMaxInjRtg u16 Var_SF; VarMaxAbsRtg u16 Var_SF; WChaRteMaxRtg u16 W_SF; WDisChaRteMaxRtg u16 W_SF
        VAChaRteMaxRtg u16 VA_SF; VADisChaRteMaxRtg u16 VA_SF; VNomRtg u16 V_SF; VMaxRtg u16 V_SF; VMinRtg u16 V_SF
        AMaxRtg u16 A_SF; PFOvrExtRtg u16 PF_SF; PFUndExtRtg u16 PF_SF; ReactSusceptRtg u16 S_SF; NorOpCatRtg e16:2
        AbnOpCatRtg e16:3; CtrlModes b32; IntIslandCatRtg b16; WMax u16 W_SF =; WMaxOvrExt u16 W_SF =; WOvrExtPF u16 PF_SF =
        WMaxUndExt u16 W_SF =; WUndExtPF u16 PF_SF =; VAMax u16 VA_SF =; VarMaxInj u16 Var_SF =; VarMaxAbs u16 Var_SF =
        WChaRteMax u16 W_SF =; WDisChaRteMax u16 W_SF =; VAChaRteMax u16 VA_SF =; VADisChaRteMax u16 VA_SF =; VNom u16 V_SF =
        VMax u16 V_SF =; VMin u16 V_SF =; AMax u16 A_SF =; PFOvrExt u16 PF_SF =; PFUndExt u16 PF_SF =; IntIslandCat b16 =; W_SF sf
        PF_SF sf; VA_SF sf; Var_SF sf; V_SF sf; A_SF sf; S_SF sf
        """);

    public static SunSpecModel DEREnterService { get; } = new(703, """
        ES e16:2 =; ESVHi u16 V_SF =; ESVLo u16 V_SF =; ESHzHi u32 Hz_SF =; ESHzLo u32 Hz_SF =; ESDlyTms u32 =; ESRndTms u32 =
        ESRmpTms u32 =; ESDlyRemTms u32; V_SF sf; Hz_SF sf
        """);

    public static SunSpecModel DERCtlAC { get; } = new(704, """
        PFWInjEna e16:2 =; PFWInjEnaRvrt e16:2 =; PFWInjRvrtTms u32 =; PFWInjRvrtRem u32; PFWAbsEna e16:2 =; PFWAbsEnaRvrt e16:2 =
        PFWAbsRvrtTms u32 =; PFWAbsRvrtRem u32; WMaxLimPctEna e16:2 =; WMaxLimPct u16 WMaxLimPct_SF =
        WMaxLimPctRvrt u16 WMaxLimPct_SF =; WMaxLimPctEnaRvrt e16:2 =; WMaxLimPctRvrtTms u32 =; WMaxLimPctRvrtRem u32
        WSetEna e16:2 =; WSetMod e16:2 =; WSet s32 WSet_SF =; WSetRvrt s32 WSet_SF =; WSetPct s16 WSetPct_SF =
        WSetPctRvrt s16 WSetPct_SF =; WSetEnaRvrt e16:2 =; WSetRvrtTms u32 =; WSetRvrtRem u32; VarSetEna e16:2 =
        VarSetMod e16:5 =; VarSetPri e16:3 =; VarSet s32 VarSet_SF =; VarSetRvrt s32 VarSet_SF =; VarSetPct s16 VarSetPct_SF =
        VarSetPctRvrt s16 VarSetPct_SF =; VarSetEnaRvrt e16:2 =; VarSetRvrtTms u32 =; VarSetRvrtRem u32; WRmp u16 =
        WRmpRef e16:2 =; VarRmp u16 =; AntiIslEna e16:2 =; PF_SF sf; WMaxLimPct_SF sf; WSet_SF sf; WSetPct_SF sf; VarSet_SF sf
        VarSetPct_SF sf
        PFWInj {
            PF u16 PF_SF =; Ext e16:2 =
        }
        PFWInjRvrt {
            PF u16 PF_SF =; Ext e16:2 =
        }
        PFWAbs {
            PF u16 PF_SF =; Ext e16:2 =
        }
        PFWAbsRvrt {
            PF u16 PF_SF =; Ext e16:2 =
        }
        """);

    public static SunSpecModel DERVoltVar { get; } = new(705, """
        Ena e16:2 =!; AdptCrvReq u16 =!; AdptCrvRslt e16:3 !; NPt u16 !; NCrv u16 !; RvrtTms u32 =; RvrtRem u32; RvrtCrv u16 =
        V_SF sf !; DeptRef_SF sf !; RspTms_SF sf !
        Crv*NCrv {
            ActPt u16 =!; DeptRef e16:4 =!; Pri e16:3 =; VRef u16 V_SF =; VRefAuto u16 V_SF; VRefAutoEna e16:2 =
            VRefAutoTms u16 =; RspTms u32 RspTms_SF =; ReadOnly e16:2 !
            Pt*NPt {
                V u16 V_SF =; Var s16 DeptRef_SF =
            }
        }
        """);

    public static SunSpecModel DERVoltWatt { get; } = new(706, """
        Ena e16:2 =!; AdptCrvReq u16 =!; AdptCrvRslt e16:3 !; NPt u16 !; NCrv u16 !; RvrtTms u32 =; RvrtRem u32; RvrtCrv u16 =
        V_SF sf !; DeptRef_SF sf !; RspTms_SF sf !
        Crv*NCrv {
            ActPt u16 =!; DeptRef e16:2 =!; RspTms u32 RspTms_SF =; ReadOnly e16:2 !
            Pt*NPt {
                V u16 V_SF =; W s16 DeptRef_SF =
            }
        }
        """);

    public static SunSpecModel DERTripLV { get; } = Trip(707, "V_SF", "V u16 V_SF");

    public static SunSpecModel DERTripHV { get; } = Trip(708, "V_SF", "V u16 V_SF");

    public static SunSpecModel DERTripLF { get; } = Trip(709, "Hz_SF", "Hz u32 Hz_SF");

    public static SunSpecModel DERTripHF { get; } = Trip(710, "Hz_SF", "Hz u32 Hz_SF");

    public static SunSpecModel DERFreqDroop { get; } = new(711, """
        Ena e16:2 =!; AdptCtlReq u16 =!; AdptCtlRslt e16:3 !; NCtl u16 !; RvrtTms u32 =; RvrtRem u32; RvrtCtl u16 =; Db_SF sf !
        K_SF sf !; RspTms_SF sf !
        Ctl*NCtl {
            DbOf u32 Db_SF =!; DbUf u32 Db_SF =!; KOf u16 K_SF =!; KUf u16 K_SF =!; RspTms u32 RspTms_SF =!; PMin s16 =
            ReadOnly e16:2 !
        }
        """);

    public static SunSpecModel DERWattVar { get; } = new(712, """
        Ena e16:2 =!; AdptCrvReq u16 =!; AdptCrvRslt e16:3 !; NPt u16 !; NCrv u16 !; RvrtTms u32 =; RvrtRem u32; RvrtCrv u16 =
        W_SF sf !; DeptRef_SF sf !
        Crv*NCrv {
            ActPt u16 =!; DeptRef e16:4 =!; Pri e16:2 =; ReadOnly e16:2 !
            Pt*NPt {
                W s16 W_SF =; Var s16 DeptRef_SF =
            }
        }
        """);

    public static SunSpecModel DERStorageCapacity { get; } = new(713, """
        WHRtg u16 WH_SF; WHAvail u16 WH_SF; SoC u16 Pct_SF; SoH u16 Pct_SF; Sta e16:3; WH_SF sf; Pct_SF sf
        """);

    public static SunSpecModel DERMeasureDC { get; } = new(714, """
        PrtAlrms b32; NPrt u16; DCA s16 DCA_SF; DCW s16 DCW_SF; DCWhInj u64 DCWH_SF; DCWhAbs u64 DCWH_SF; DCA_SF sf; DCV_SF sf
        DCW_SF sf; DCWH_SF sf; Tmp_SF sf
        Prt*NPrt {
            PrtTyp e16:7; ID u16; IDStr str8; DCA s16 DCA_SF; DCV u16 DCV_SF; DCW s16 DCW_SF; DCWhInj u64 DCWH_SF
            DCWhAbs u64 DCWH_SF; Tmp s16 Tmp_SF; DCSta e16:4; DCAlrm b32
        }
        """);

    public static SunSpecModel DERCtl { get; } = new(715, """
        LocRemCtl e16:2; DERHb u32; ControllerHb u32 =; AlarmReset u16 =; OpCtl e16:4 =
        """);

    /// <summary>In the order in which a server shows them.</summary>
    public static SunSpecModel[] All =>
    [
        Common, DERMeasureAC, DERCapacity, DEREnterService, DERCtlAC, DERVoltVar, DERVoltWatt, DERTripLV, DERTripHV, DERTripLF, DERTripHF, DERFreqDroop,
        DERWattVar, DERStorageCapacity, DERMeasureDC, DERCtl,
    ];

    /// <summary>Null: not one of these.</summary>
    public static SunSpecModel? Find(int id) => Array.Find(All, m => m.Id == id);

    // The four trip models are one, but for what trips.
    static SunSpecModel Trip(int id, string scale, string point)
    {
        string curve = $"{{ ActPt u16 =\nPt*NPt {{ {point} =; Tms u32 Tms_SF = }} }}";
        return new(id, $$"""
            Ena e16:2 =!; AdptCrvReq u16 =!; AdptCrvRslt e16:3 !; NPt u16 !; NCrvSet u16 !; {{scale}} sf !; Tms_SF sf !
            Crv*NCrvSet {
                ReadOnly e16:2 !
                MustTrip {{curve}}
                MayTrip {{curve}}
                MomCess {{curve}}
            }
            """);
    }
}
