using V2G.Simulation.Inverter;
using V2G.Simulation.Sensors;
using V2G.Simulation.Thermal;
using V2G.Simulation.Vehicle;

namespace V2G.Simulation;

/// <summary>One charger and the car on its cable.</summary>
public sealed record UnitSettings
{
    public double RatedVoltAmperes { get; init; } = 22_000;

    /// <summary>1 or 3.</summary>
    public int Phases { get; init; } = 3;

    /// <summary>Nominal RMS voltage, 208 … 480 V: line to line for three phases, at the two terminals for one.</summary>
    public double NominalVolts { get; init; } = 480;

    public double AmbientCelsius { get; init; } = 25;

    public double StateOfCharge { get; init; } = 0.6;

    public InverterRatings Inverter { get; init; } = new();

    public PowerModuleRatings PowerModule { get; init; } = new();

    public BatteryRatings Battery { get; init; } = new();

    public SensorSettings Sensors { get; init; } = new();

    /// <summary>Raw samples are made every tick. False: measurements come from phasors only, at a fraction of the cost.</summary>
    public bool Waveform { get; init; }

    /// <summary>RMS volts of 1 pu in one phase.</summary>
    public double PhaseVolts => Phases == 3 ? NominalVolts / Math.Sqrt(3) : NominalVolts;

    /// <summary>RMS amperes of 1 pu in one phase.</summary>
    public double RatedAmperes => RatedVoltAmperes / (Phases * PhaseVolts);
}
