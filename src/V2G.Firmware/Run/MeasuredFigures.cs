using V2G.Control;
using V2G.Control.Measurement;

namespace V2G.Firmware.Run;

/// <summary>What is made of every reporting block, whoever brings the samples: time in the voltage bands and the cross-check of the sensors.</summary>
internal sealed class MeasuredFigures(ControlLoop loop)
{
    VoltageBands _bands;
    long _reportSeen, _reportNs;

    /// <summary>Compares the voltage sensors with each other and, where there is one, with a second meter.</summary>
    public CrossCheck CrossCheck { get; } = new(new CrossCheckSettings());

    /// <summary>After a tick. A simulated sag is no reason to doubt a sensor.</summary>
    /// <param name="second">The second meter's phases, pu; NaN where it has no fresh reading.</param>
    public void Step(in Phases second)
    {
        ref readonly ReportBlock report = ref loop.Report;
        if (report.Sequence == _reportSeen) return;
        double seconds = (report.TimeNs - _reportNs) * 1e-9;
        bool first = _reportSeen == 0;
        _reportSeen = report.Sequence;
        _reportNs = report.TimeNs;
        if (!first && report.Valid) _bands.Add(report.VoltagePu.Mean, seconds);
        if (first || !report.Valid || !double.IsNaN(loop.HeldVoltagePu)) return;
        CrossCheck.Step(report.VoltagePu, second, seconds);
    }

    /// <summary>Fills in what the image shows of measurement and decision.</summary>
    public void Describe(ref ControllerImage image, long timeNs, in TickInputs input, in TickOutputs output)
    {
        GridMeter meter = loop.Meter;
        image.TimeNs = timeNs;
        image.Grid = loop.Grid;
        image.Report = loop.Report;
        image.State = loop.State;
        image.Board = input.Board;
        image.Output = output;
        image.Inverter = input.Inverter;
        image.ControlBus = input.ControlBus;
        image.MeterBus = input.MeterBus;
        image.Vehicle = input.Vehicle;
        image.Bands = _bands;
        image.Plausibility = CrossCheck.State;
        image.ImplausibleAgainst = CrossCheck.Source;
        image.ImplausibleChannel = CrossCheck.Channel;
        image.ImplausibleShare = CrossCheck.Deviation;
        image.ActivePowerSetpointPu = input.ActivePowerSetpointPu;
        image.ExportedKilowattHours = loop.Energy.ExportedKilowattHours;
        image.ImportedKilowattHours = loop.Energy.ImportedKilowattHours;
        image.InjectedKilovarHours = loop.Energy.InjectedKilovarHours;
        image.AbsorbedKilovarHours = loop.Energy.AbsorbedKilovarHours;
        for (int channel = 0; channel < meter.Settings.ChannelCount; channel++)
            for (int order = 0; order < ControllerImage.Orders; order++) image.Harmonics[channel * ControllerImage.Orders + order] = meter.Harmonics(channel)[order];
    }
}
