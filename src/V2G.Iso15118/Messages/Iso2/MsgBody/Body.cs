namespace V2G.Iso15118.Messages.Iso2.MsgBody;

/// <summary>One of 35 elements; a station that speaks ISO 15118-20 only needs to know how a session begins.</summary>
[ComplexType]
[Undeclared("""
    AuthorizationReq AuthorizationRes BodyElement CableCheckReq CableCheckRes CertificateInstallationReq
    CertificateInstallationRes CertificateUpdateReq CertificateUpdateRes ChargeParameterDiscoveryReq ChargeParameterDiscoveryRes
    ChargingStatusReq ChargingStatusRes CurrentDemandReq CurrentDemandRes MeteringReceiptReq MeteringReceiptRes
    PaymentDetailsReq PaymentDetailsRes PaymentServiceSelectionReq PaymentServiceSelectionRes PowerDeliveryReq PowerDeliveryRes
    PreChargeReq PreChargeRes ServiceDetailReq ServiceDetailRes ServiceDiscoveryReq ServiceDiscoveryRes SessionStopReq
    SessionStopRes WeldingDetectionReq WeldingDetectionRes
    """)]
public partial struct Body
{
    [Substitution(Optional = true)] public SessionSetupReq? SessionSetupReq;
    [Substitution(Optional = true)] public SessionSetupRes? SessionSetupRes;
}
