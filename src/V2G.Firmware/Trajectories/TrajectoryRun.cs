using V2G.Control.GridSupport;
using V2G.Control.Limits;
using V2G.Control.Settings;
using V2G.Simulation.Feeder;
using V2G.Simulation.TypeTest;

namespace V2G.Firmware.Trajectories;

/// <summary>What our controller did in one step of a trajectory.</summary>
internal readonly record struct TrajectoryStep(double ActivePowerPu, double VarInjectedPu, bool InService, bool Entering, bool Ceased, bool AtCurrentLimit);

/// <summary>Drives our controller through a trajectory's inputs.</summary>
internal static class TrajectoryRun
{
    /// <param name="settings">Filled with the settings in force at every row; as long as the trajectory.</param>
    public static TrajectoryStep[] Run(Trajectory t, ControlSettings[] settings)
    {
        TrajectoryDevice device = TrajectorySettings.Read(t);
        IdealUnit unit = new(device.Settings) { Inverter = { ResponseSeconds = device.InverterResponseSeconds, DelaySeconds = device.Settings.ReactionSeconds } };
        if (device.InService) unit.AssumeInService();
        double random = device.Settings.EnterService.RandomDelaySeconds;
        if (random > 0) unit.RandomShare = device.RandomShare / random;
        Battery battery = new(device);
        TrajectoryStep[] steps = new TrajectoryStep[t.Rows.Length];
        int next = 0;
        for (int i = 0; i < steps.Length; i++)
        {
            ref readonly TrajectoryRow row = ref t.Rows[i];
            for (; next < t.Events.Length && row.TimeSeconds > t.Events[next].TimeSeconds; next++)
            {
                device = TrajectorySettings.With(device, t.Events[next].Name, t.Events[next].Value);
                unit.Adopt(device.Settings);
            }
            settings[i] = device.Settings;
            SiteSettings site = device.Settings.Site;
            unit.VoltagePu = PhasePhasors.Unbalanced(row.A, row.B, row.C);
            unit.FrequencyHz = row.FrequencyHz;
            unit.SetpointPu = row.DemandPu * site.RatedActivePowerPu;
            VehicleReport vehicle = IdealUnit.Willing(site);
            if (t.Battery) battery.Limit(ref vehicle, t.DtSeconds);
            // A photovoltaic unit gives what the sun gives, and takes nothing.
            else (vehicle.MaxDischargeWatts, vehicle.MaxChargeWatts) = (row.DemandPu * site.RatedActivePowerPu * site.RatedVoltAmperes, 0);
            unit.Vehicle = vehicle;
            unit.Step(t.DtSeconds);
            battery.Flow(unit.ActivePowerPu * site.RatedVoltAmperes, t.DtSeconds);
            steps[i] = new(unit.ActivePowerPu, unit.VarInjectedPu, unit.State.Service.Energised, unit.State.Service.Stage == ServiceStage.Ramp, unit.State.RideThrough.Ceased,
                unit.State.Limiters.IsActive(Limiter.CurrentLimit));
        }
        return steps;
    }

    /// <summary>The model's battery: an energy, its bounds, and losses while charging.</summary>
    sealed class Battery(TrajectoryDevice device)
    {
        double _soc = device.StateOfCharge;

        public void Limit(ref VehicleReport vehicle, double dtSeconds)
        {
            if (double.IsNaN(device.CapacityWattHours)) return;
            double hours = dtSeconds / 3600;
            vehicle.MaxDischargeWatts = Math.Clamp((_soc - device.MinStateOfCharge) * device.CapacityWattHours / hours, 0, vehicle.MaxDischargeWatts);
            vehicle.MaxChargeWatts = Math.Clamp((device.MaxStateOfCharge - _soc) * device.CapacityWattHours / device.ChargeEfficiency / hours, 0, vehicle.MaxChargeWatts);
        }

        public void Flow(double watts, double dtSeconds)
        {
            if (double.IsNaN(device.CapacityWattHours)) return;
            _soc -= (watts > 0 ? watts : watts * device.ChargeEfficiency) * dtSeconds / 3600 / device.CapacityWattHours;
        }
    }
}
