namespace V2G.Control.Limits;

/// <summary>The circle S² = P² + Q² ≤ S_max², reactive power first (IEEE 1547-2018 4.7: inside the required region Q has priority).</summary>
public static class ApparentPowerCircle
{
    /// <summary>Clips Q to S_max, then P to what is left. All in pu of rated apparent power; signs are kept; 0 stays 0.</summary>
    public static (double ActivePowerPu, double VarInjectedPu) ClipVarFirst(double activePowerPu, double varInjectedPu, double maxApparentPu)
    {
        double q = Math.Clamp(varInjectedPu, -maxApparentPu, maxApparentPu);
        double left = Math.Sqrt(Math.Max(0, maxApparentPu * maxApparentPu - q * q));
        return (Math.Clamp(activePowerPu, -left, left), q);
    }
}
