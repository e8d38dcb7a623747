namespace V2G.Iso15118.Messages.CommonTypes;

/// <summary>Head of the control modes of a charge loop's request; carries nothing itself.</summary>
[GlobalElement]
public partial struct CLReqControlMode;
