namespace V2G.Grid.Der;

/// <summary>
/// A distributed energy resource as an operator's protocol sees it: what it is, what it measures, what it is told. Whoever speaks
/// such a protocol needs no more, be there an inverter, a simulation or a whole controller behind it. Watts are + out of the unit into the
/// grid (discharge), vars + injected.
/// </summary>
public interface IDer
{
    DerNameplate Nameplate { get; }

    /// <summary>What is in force before anybody has set anything.</summary>
    DerSettings Settings { get; }

    /// <summary>The newest figures; one that is not known is NaN.</summary>
    void Measure(ref DerMeasurement measurement);

    /// <summary>The orders in force have changed, or have been given anew.</summary>
    /// <returns>False: refused, and those before stay in force.</returns>
    bool Obey(in DerControls controls);

    /// <summary>A curve is to be the active one.</summary>
    /// <returns>False: refused.</returns>
    bool Adopt(DerCurve curve);

    /// <summary>A droop is to be the active one.</summary>
    /// <returns>False: refused.</returns>
    bool Adopt(in DerDroop droop);

    /// <summary>Narrower limits than the nameplate's.</summary>
    /// <returns>False: refused.</returns>
    bool Limit(in DerLimits limits);

    /// <summary>When it may enter service.</summary>
    /// <returns>False: refused.</returns>
    bool Enter(in DerEnterService criteria);

    void ResetAlarms();
}
