namespace V2G.Iso15118.Messages.AppProtocol;

/// <summary>The station picks one of the offered protocols by its SchemaID, or none.</summary>
[GlobalElement("supportedAppProtocolRes")]
public partial struct SupportedAppProtocolRes
{
    public ResponseCode ResponseCode;
    public byte? SchemaID;
}
