using V2G.Control.GridSupport;
using V2G.Control.Settings;

namespace V2G.Firmware.TypeTests.Procedures;

/// <summary>
/// Which response wins (IEEE 1547.1-2020 5.16, Table 39): volt-watt, droop and a limit of active power of 50 %, with each reactive
/// power mode. With the volt-watt curve's end at 0.2, as in the table, and at 0, as the amendment asks of a unit that can absorb.
/// </summary>
internal static class PriorityProcedure
{
    const double SettleSeconds = 40;

    sealed record Row(double VoltsPu, double Hz, double PowerPu, double PowerToZeroPu, double VoltVarShare);

    static readonly Row[] Rows =
    [
        new(1.00, 60, 0.5, 0.5, 0), new(1.09, 60, 0.4, 0.25, -1), new(1.09, 60.33, 0.3, 0.15, -1), new(1.09, 60, 0.4, 0.25, -1),
        new(1.09, 59.36, 0.4, 0.25, -1), new(1.00, 59.36, 0.6, 0.45, 0), new(1.00, 60, 0.5, 0.5, 0), new(1.00, 59.36, 0.7, 0.7, 0),
    ];

    public static IEnumerable<StepGroup> Run(Conditions c)
    {
        foreach (double end in (double[])[0.2, 0])
        {
            yield return Walk(c, "volt-var", end, s => s with { VoltVar = VoltVarSettings.Default(c.Normal) }, (_, row) => row.VoltVarShare * c.AbsorbPu,
                (_, row) => VoltVar.TargetVarInjectedPu(VoltVarSettings.Default(c.Normal), row.VoltsPu));
            yield return Walk(c, "constant reactive power", end, s => s with { ConstantVar = ConstantVarSettings.Default with { Enabled = true, VarInjectedPu = c.InjectPu } },
                (_, _) => c.InjectPu);
            yield return Walk(c, "constant power factor", end, s => s with { ConstantPowerFactor = ConstantPowerFactorSettings.Default with { Enabled = true, PowerFactor = 0.9 } },
                (p, _) => p * Math.Sqrt(1 / 0.81 - 1));
            WattVarSettings wattVar = WattVarSettings.Default(c.Normal) with { Enabled = true };
            yield return Walk(c, "watt-var", end, s => s with { WattVar = wattVar }, (p, _) => WattVar.TargetVarInjectedPu(wattVar, p));
        }
    }

    /// <param name="table">Reactive power that the table asks for at an active power.</param>
    /// <param name="exact">The same as the mode's own equation gives it, where the table rounds.</param>
    static StepGroup Walk(Conditions c, string mode, double end, Func<ControlSettings, ControlSettings> with, Func<double, Row, double> table, Func<double, Row, double>? exact = null)
    {
        StepGroup group = new($"{mode}, volt-watt to {end:0.0}");
        ControlSettings settings = c.Quiet with
        {
            VoltWatt = VoltWattSettings.Default with { Enabled = true, P2Pu = end }, FrequencyDroop = FrequencyDroopSettings.Default,
            ActivePowerLimit = ActivePowerLimitSettings.Default with { Enabled = true, LimitPu = 0.5 },
        };
        DeviceUnderTest device = c.Phasors(with(settings));
        device.SetpointPu = 1;
        device.Run(SettleSeconds, 0.05);
        device.Record(group.Trace);
        for (int i = 0; i < Rows.Length; i++) Step(i + 1, Rows[i]);
        return group;

        void Step(int number, Row row)
        {
            double from = device.Seconds, wide = 1.5 * Accuracy.PowerPu;
            device.SetVoltage(row.VoltsPu);
            device.Ramp(row.Hz, c.RocofHzPerSecond, 0.005);
            device.Run(SettleSeconds, 0.05);
            double to = device.Seconds, settled = to - SettleSeconds / 4;
            double p = group.Trace.Mean(s => s.ActivePu, settled, to), q = group.Trace.Mean(s => s.VarPu, settled, to);
            double pTable = end == 0 ? row.PowerToZeroPu : row.PowerPu, qTable = table(pTable, row);
            double pExact = Exact(row, end, settings.FrequencyDroop);
            group.Expect(Quantity.ActivePower, from, to, pTable, Band.Around(pTable, wide));
            group.Expect(Quantity.VarInjected, from, to, qTable, Band.Around(qTable, wide));
            group.Add($"step {number}, {row.VoltsPu:0.00} pu, {row.Hz:0.00} Hz", from, to,
                Check.Figure("P", p, Band.Around(pTable, wide), "pu"), Check.Figure("Q", q, Band.Around(qTable, wide), "pu"),
                Check.Figure("P", p, Band.Around(pExact, device.AgreementPu), "pu", own: true),
                Check.Figure("Q", q, Band.Around((exact ?? table)(p, row), device.AgreementPu), "pu", own: true));
        }
    }

    // The table's figures before they were rounded.
    static double Exact(Row row, double end, FrequencyDroopSettings droop)
    {
        double voltWatt = VoltWatt.LimitPu(VoltWattSettings.Default with { P2Pu = end }, row.VoltsPu), limited = Math.Min(0.5, VoltWatt.LimitPu(VoltWattSettings.Default with { P2Pu = end }, 1.09));
        // Step 6 comes from step 5: the power before the disturbance is still the one that volt-watt had left.
        bool sixth = row.VoltsPu == 1 && row.PowerPu == 0.6;
        double before = row.VoltsPu > 1 || sixth ? limited : 0.5;
        return Math.Min(voltWatt, FrequencyDroopProcedure.Expected(droop, before, row.Hz));
    }
}
