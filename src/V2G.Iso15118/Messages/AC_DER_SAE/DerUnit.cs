namespace V2G.Iso15118.Messages.AC_DER_SAE;

public enum DerUnit : byte
{
    V,
    Hz,
    W,
    s,
    var,
    PercentageEVMaximumConfiguredActivePower,
    PercentageEVMaximumConfiguredReactivePower,
    PercentageEVMaximumConfiguredApparentPower,
    PercentageEVMaximumAvailableActivePower,
    PercentageEVMaximumAvailableReactivePower,
    PercentageV,
}
