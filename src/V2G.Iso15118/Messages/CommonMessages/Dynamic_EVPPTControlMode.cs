namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct Dynamic_EVPPTControlMode;
