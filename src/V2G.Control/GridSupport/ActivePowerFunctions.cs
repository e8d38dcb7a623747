using V2G.Control.Limits;
using V2G.Control.Settings;

namespace V2G.Control.GridSupport;

/// <summary>
/// What the standard does to active power: enter-service ramp, active-power limit, volt-watt and frequency droop. The lowest wins;
/// under-frequency may raise power above the asked for and above the limit, never above volt-watt (IEEE 1547-2018 4.7).
/// </summary>
public struct ActivePowerFunctions
{
    OpenLoopResponse _voltWatt;
    RateLimit _limit, _asked;
    FrequencyDroop _droop;

    /// <summary>Frequency droop holds active power now.</summary>
    public readonly bool DroopActive => _droop.OverActive || _droop.UnderActive;

    /// <summary>Out of service: what was before counts no more.</summary>
    public void Reset()
    {
        this = default;
        _droop.Reset();
    }

    /// <param name="askedPu">Active power asked for, pu of rated apparent power, + = export.</param>
    /// <param name="service">Its ramp bounds everything.</param>
    /// <param name="lastPu">Active power of the last tick, pu; NaN for none.</param>
    /// <param name="vehicle">What the vehicle allows in either direction.</param>
    /// <param name="follow">The measurement may be followed; otherwise the functions hold.</param>
    /// <returns>Active power decided on, pu, before reactive power asks for its share.</returns>
    public double Step(in ControlSettings s, double askedPu, in EnterService service, double lastPu, double voltagePu, double frequencyHz, in VehicleLimits vehicle,
        bool follow, double dtSeconds, ref LimiterSet limiters)
    {
        double rated = s.Site.RatedActivePowerPu, charge = s.Site.RatedChargePowerPu;
        double asked = Math.Clamp(_asked.Step(Math.Clamp(askedPu, -1, 1), s.SetpointRampSeconds, s.SetpointRampSeconds, dtSeconds), -charge, rated);
        double limit = Limit(s, dtSeconds), voltWatt = VoltWattLimit(s, voltagePu, follow, dtSeconds);
        double free = Math.Min(asked, Math.Min(limit, voltWatt));
        if (follow)
        {
            _droop.Step(s.FrequencyDroop, s.Site.NominalFrequencyHz, frequencyHz, free, lastPu, -Math.Min(charge, vehicle.MaxImportPu),
                Math.Min(rated, vehicle.MaxExportPu), rated, s.ReactionSeconds, dtSeconds);
        }
        double p = asked;
        if (_droop.UnderActive)
        {
            // More than is asked for: only then is what is asked for no upper bound.
            if (_droop.Output != p) limiters.Mark(Limiter.FrequencyDroop, _droop.Output);
            p = _droop.Output;
        }
        else
        {
            if (_droop.OverActive) p = AtMost(p, _droop.Output, Limiter.FrequencyDroop, ref limiters);
            if (s.ActivePowerLimit.Enabled) p = AtMost(p, limit, Limiter.ActivePowerLimit, ref limiters);
        }
        if (s.VoltWatt.Enabled) p = AtMost(p, voltWatt, Limiter.VoltWatt, ref limiters);
        double ramped = service.Ramped(p);
        if (ramped != p) limiters.Mark(Limiter.EnterServiceRamp, ramped);
        return ramped;
    }

    double Limit(in ControlSettings s, double dtSeconds)
    {
        if (!s.ActivePowerLimit.Enabled)
        {
            _limit.Reset(s.Site.RatedActivePowerPu);
            return s.Site.RatedActivePowerPu;
        }
        double ramp = Math.Max(0, s.ActivePowerLimit.RampSeconds - s.ReactionSeconds);
        return _limit.Step(s.Site.OfActiveRating(s.ActivePowerLimit.LimitPu), ramp, ramp, dtSeconds);
    }

    double VoltWattLimit(in ControlSettings s, double voltagePu, bool follow, double dtSeconds)
    {
        if (!s.VoltWatt.Enabled)
        {
            _voltWatt.Reset(s.Site.RatedActivePowerPu);
            return s.Site.RatedActivePowerPu;
        }
        if (!follow) return _voltWatt.Output;
        double settled = VoltWatt.LimitPu(s.VoltWatt, s.Site.RatedActivePowerPu, s.Site.RatedChargePowerPu, voltagePu);
        return _voltWatt.Step(settled, s.VoltWatt.OpenLoopResponseSeconds - s.ReactionSeconds, dtSeconds);
    }

    static double AtMost(double p, double bound, Limiter limiter, ref LimiterSet limiters)
    {
        if (p <= bound) return p;
        limiters.Mark(limiter, bound);
        return bound;
    }
}
