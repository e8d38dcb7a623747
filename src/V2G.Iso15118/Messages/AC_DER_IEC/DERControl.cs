using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_IEC;

/// <summary>Grid functions that the vehicle shall carry out.</summary>
[ComplexType]
public partial struct DERControl
{
    public FaultRideThrough? OvervoltageFaultRideThrough;
    public FaultRideThrough? UndervoltageFaultRideThrough;
    public ZeroCurrent? ZeroCurrent;
    public ReactivePowerSupport? ReactivePowerSupport;
    public ActivePowerSupport? ActivePowerSupport;
    public RationalNumber? MaximumLevelDCInjection;
}
