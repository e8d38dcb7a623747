using V2G.Iso15118.Messages.Din70121.MsgBody;

namespace V2G.Iso15118.Messages.Din70121.MsgDef;

/// <summary>One of 35 elements; a station that speaks ISO 15118-20 only needs to know how a session begins.</summary>
[ComplexType]
[Undeclared("""
    BodyElement CableCheckReq CableCheckRes CertificateInstallationReq CertificateInstallationRes CertificateUpdateReq
    CertificateUpdateRes ChargeParameterDiscoveryReq ChargeParameterDiscoveryRes ChargingStatusReq ChargingStatusRes
    ContractAuthenticationReq ContractAuthenticationRes CurrentDemandReq CurrentDemandRes MeteringReceiptReq MeteringReceiptRes
    PaymentDetailsReq PaymentDetailsRes PowerDeliveryReq PowerDeliveryRes PreChargeReq PreChargeRes ServiceDetailReq
    ServiceDetailRes ServiceDiscoveryReq ServiceDiscoveryRes ServicePaymentSelectionReq ServicePaymentSelectionRes
    SessionStopReq SessionStopRes WeldingDetectionReq WeldingDetectionRes
    """)]
public partial struct Body
{
    [Substitution(Optional = true)] public SessionSetupReq? SessionSetupReq;
    [Substitution(Optional = true)] public SessionSetupRes? SessionSetupRes;
}
