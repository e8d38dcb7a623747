using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.ACDP;

[ComplexType]
public partial struct EVTechnicalStatus
{
    public bool EVReadyToCharge;
    public bool EVImmobilizationRequest;
    public bool? EVImmobilized;
    public RationalNumber? EVWLANStrength;
    public CpStatus? EVCPStatus;
    [Range(0, 100)] public sbyte? EVSOC;
    public ErrorCode? EVErrorCode;
    public bool? EVTimeout;
}
