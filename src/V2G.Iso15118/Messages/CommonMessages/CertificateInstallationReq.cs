using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Asks for a contract certificate, signed with the vehicle's provisioning certificate.</summary>
[GlobalElement]
public partial struct CertificateInstallationReq
{
    [Extends] public V2GRequest V2GRequest;
    public SignedCertificateChain OEMProvisioningCertificateChain;
    public ListOfRootCertificateIDs ListOfRootCertificateIDs;
    public byte MaximumContractCertificateChains;
    public EMAIDList? PrioritizedEMAIDs;
}
