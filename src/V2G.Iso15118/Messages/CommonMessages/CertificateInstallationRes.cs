using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>A contract certificate with its private key, encrypted for this vehicle.</summary>
[GlobalElement]
public partial struct CertificateInstallationRes
{
    [Extends] public V2GResponse V2GResponse;
    public Processing EVSEProcessing;
    public CertificateChain CPSCertificateChain;
    public SignedInstallationData SignedInstallationData;
    public byte RemainingContractCertificateChains;
}
