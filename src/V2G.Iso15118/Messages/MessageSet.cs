using V2G.Iso15118.Exi;

[assembly: SchemaNamespace("AppProtocol", "urn:iso:15118:2:2010:AppProtocol", ElementsQualified = false, AttributesQualified = false)]
[assembly: SchemaNamespace("CommonTypes", "urn:iso:std:iso:15118:-20:CommonTypes")]
[assembly: SchemaNamespace("CommonMessages", "urn:iso:std:iso:15118:-20:CommonMessages")]
[assembly: SchemaNamespace("AC", "urn:iso:std:iso:15118:-20:AC")]
[assembly: SchemaNamespace("DC", "urn:iso:std:iso:15118:-20:DC")]
[assembly: SchemaNamespace("AC_DER_IEC", "urn:iso:std:iso:15118:-20:AC-DER-IEC")]
[assembly: SchemaNamespace("AC_DER_SAE", "urn:iso:std:iso:15118:-20:AC-DER-SAE")]
[assembly: SchemaNamespace("WPT", "urn:iso:std:iso:15118:-20:WPT")]
[assembly: SchemaNamespace("ACDP", "urn:iso:std:iso:15118:-20:ACDP")]
[assembly: SchemaNamespace("XmlDsig", "http://www.w3.org/2000/09/xmldsig#", AttributesQualified = false)]
[assembly: SchemaNamespace("Iso2.MsgDef", "urn:iso:15118:2:2013:MsgDef")]
[assembly: SchemaNamespace("Iso2.MsgHeader", "urn:iso:15118:2:2013:MsgHeader")]
[assembly: SchemaNamespace("Iso2.MsgBody", "urn:iso:15118:2:2013:MsgBody")]
[assembly: SchemaNamespace("Iso2.MsgDataTypes", "urn:iso:15118:2:2013:MsgDataTypes")]
[assembly: SchemaNamespace("Din70121.MsgDef", "urn:din:70121:2012:MsgDef", AttributesQualified = false)]
[assembly: SchemaNamespace("Din70121.MsgHeader", "urn:din:70121:2012:MsgHeader", AttributesQualified = false)]
[assembly: SchemaNamespace("Din70121.MsgBody", "urn:din:70121:2012:MsgBody", AttributesQualified = false)]
[assembly: SchemaNamespace("Din70121.MsgDataTypes", "urn:din:70121:2012:MsgDataTypes", AttributesQualified = false)]

namespace V2G.Iso15118.Messages;

/// <summary>
/// The grammars of the standard. Bytes don't say which one they are of: the V2GTP payload type does, and for AC_DER the service
/// that was chosen, since Amendment 1 keeps the payload type of AC.
/// </summary>
[MessageSets]
public enum MessageSet
{
    /// <summary>Payload type 0x8001: the handshake.</summary>
    [Schemas("AppProtocol")] AppProtocol,

    /// <summary>0x8002</summary>
    [Schemas("CommonMessages", "CommonTypes", "XmlDsig")] CommonMessages,

    /// <summary>0x8003</summary>
    [Schemas("AC", "CommonTypes", "XmlDsig")] AC,

    /// <summary>0x8004; megawatt charging too.</summary>
    [Schemas("DC", "CommonTypes", "XmlDsig")] DC,

    /// <summary>0x8003, where the service is AC_DER of IEC.</summary>
    [Schemas("AC_DER_IEC", "AC", "CommonTypes", "XmlDsig")] AC_DER_IEC,

    /// <summary>0x8003, where the service is AC_DER of SAE.</summary>
    [Schemas("AC_DER_SAE", "AC", "CommonTypes", "XmlDsig")] AC_DER_SAE,

    /// <summary>0x8006</summary>
    [Schemas("WPT", "CommonTypes", "XmlDsig")] WPT,

    /// <summary>0x8005</summary>
    [Schemas("ACDP", "CommonTypes", "XmlDsig")] ACDP,

    /// <summary>XML signatures alone: some vehicles sign the SignedInfo of this grammar, not that of the message's.</summary>
    [Schemas("XmlDsig")] XmlDsig,

    /// <summary>0x8001 after the handshake: ISO 15118-2. How a session begins, and no more.</summary>
    [Schemas("Iso2.MsgDef", "Iso2.MsgHeader", "Iso2.MsgBody", "Iso2.MsgDataTypes", "XmlDsig", Undeclared = """
        Iso2.MsgBody:BodyElement Iso2.MsgBody:ServiceDiscoveryReq Iso2.MsgBody:ServiceDiscoveryRes Iso2.MsgBody:ServiceDetailReq
        Iso2.MsgBody:ServiceDetailRes Iso2.MsgBody:PaymentServiceSelectionReq Iso2.MsgBody:PaymentServiceSelectionRes
        Iso2.MsgBody:PaymentDetailsReq Iso2.MsgBody:PaymentDetailsRes Iso2.MsgBody:AuthorizationReq Iso2.MsgBody:AuthorizationRes
        Iso2.MsgBody:ChargeParameterDiscoveryReq Iso2.MsgBody:ChargeParameterDiscoveryRes Iso2.MsgBody:PowerDeliveryReq
        Iso2.MsgBody:PowerDeliveryRes Iso2.MsgBody:MeteringReceiptReq Iso2.MsgBody:MeteringReceiptRes Iso2.MsgBody:SessionStopReq
        Iso2.MsgBody:SessionStopRes Iso2.MsgBody:CertificateUpdateReq Iso2.MsgBody:CertificateUpdateRes
        Iso2.MsgBody:CertificateInstallationReq Iso2.MsgBody:CertificateInstallationRes Iso2.MsgBody:ChargingStatusReq
        Iso2.MsgBody:ChargingStatusRes Iso2.MsgBody:CableCheckReq Iso2.MsgBody:CableCheckRes Iso2.MsgBody:PreChargeReq
        Iso2.MsgBody:PreChargeRes Iso2.MsgBody:CurrentDemandReq Iso2.MsgBody:CurrentDemandRes Iso2.MsgBody:WeldingDetectionReq
        Iso2.MsgBody:WeldingDetectionRes Iso2.MsgDataTypes:SASchedules Iso2.MsgDataTypes:SAScheduleList Iso2.MsgDataTypes:Entry
        Iso2.MsgDataTypes:SalesTariffEntry Iso2.MsgDataTypes:PMaxScheduleEntry Iso2.MsgDataTypes:TimeInterval
        Iso2.MsgDataTypes:RelativeTimeInterval Iso2.MsgDataTypes:EVSEStatus Iso2.MsgDataTypes:AC_EVSEStatus
        Iso2.MsgDataTypes:EVStatus Iso2.MsgDataTypes:DC_EVSEStatus Iso2.MsgDataTypes:DC_EVStatus Iso2.MsgDataTypes:EVChargeParameter
        Iso2.MsgDataTypes:AC_EVChargeParameter Iso2.MsgDataTypes:DC_EVChargeParameter Iso2.MsgDataTypes:EVSEChargeParameter
        Iso2.MsgDataTypes:AC_EVSEChargeParameter Iso2.MsgDataTypes:DC_EVSEChargeParameter Iso2.MsgDataTypes:EVPowerDeliveryParameter
        Iso2.MsgDataTypes:DC_EVPowerDeliveryParameter
        """)]
    Iso2,

    /// <summary>0x8001 after the handshake: DIN 70121. How a session begins, and no more.</summary>
    [Schemas("Din70121.MsgDef", "Din70121.MsgHeader", "Din70121.MsgBody", "Din70121.MsgDataTypes", "XmlDsig", Undeclared = """
        Din70121.MsgDef:BodyElement Din70121.MsgBody:ServiceDiscoveryReq Din70121.MsgBody:ServiceDiscoveryRes
        Din70121.MsgBody:ServiceDetailReq Din70121.MsgBody:ServiceDetailRes Din70121.MsgBody:ServicePaymentSelectionReq
        Din70121.MsgBody:ServicePaymentSelectionRes Din70121.MsgBody:PaymentDetailsReq Din70121.MsgBody:PaymentDetailsRes
        Din70121.MsgBody:ContractAuthenticationReq Din70121.MsgBody:ContractAuthenticationRes
        Din70121.MsgBody:ChargeParameterDiscoveryReq Din70121.MsgBody:ChargeParameterDiscoveryRes Din70121.MsgBody:PowerDeliveryReq
        Din70121.MsgBody:PowerDeliveryRes Din70121.MsgBody:ChargingStatusReq Din70121.MsgBody:ChargingStatusRes
        Din70121.MsgBody:MeteringReceiptReq Din70121.MsgBody:MeteringReceiptRes Din70121.MsgBody:SessionStopReq
        Din70121.MsgBody:SessionStopRes Din70121.MsgBody:CertificateUpdateReq Din70121.MsgBody:CertificateUpdateRes
        Din70121.MsgBody:CertificateInstallationReq Din70121.MsgBody:CertificateInstallationRes Din70121.MsgBody:CableCheckReq
        Din70121.MsgBody:CableCheckRes Din70121.MsgBody:PreChargeReq Din70121.MsgBody:PreChargeRes Din70121.MsgBody:CurrentDemandReq
        Din70121.MsgBody:CurrentDemandRes Din70121.MsgBody:WeldingDetectionReq Din70121.MsgBody:WeldingDetectionRes
        Din70121.MsgDataTypes:ServiceCharge Din70121.MsgDataTypes:SASchedules Din70121.MsgDataTypes:SAScheduleList
        Din70121.MsgDataTypes:Entry Din70121.MsgDataTypes:SalesTariffEntry Din70121.MsgDataTypes:PMaxScheduleEntry
        Din70121.MsgDataTypes:TimeInterval Din70121.MsgDataTypes:RelativeTimeInterval Din70121.MsgDataTypes:EVSEStatus
        Din70121.MsgDataTypes:AC_EVSEStatus Din70121.MsgDataTypes:EVStatus Din70121.MsgDataTypes:DC_EVSEStatus
        Din70121.MsgDataTypes:DC_EVStatus Din70121.MsgDataTypes:EVChargeParameter Din70121.MsgDataTypes:AC_EVChargeParameter
        Din70121.MsgDataTypes:DC_EVChargeParameter Din70121.MsgDataTypes:EVSEChargeParameter
        Din70121.MsgDataTypes:AC_EVSEChargeParameter Din70121.MsgDataTypes:DC_EVSEChargeParameter
        Din70121.MsgDataTypes:EVPowerDeliveryParameter Din70121.MsgDataTypes:DC_EVPowerDeliveryParameter
        """)]
    Din70121,
}
