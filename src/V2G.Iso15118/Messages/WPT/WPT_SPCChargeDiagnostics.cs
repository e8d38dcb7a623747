namespace V2G.Iso15118.Messages.WPT;

public enum WPT_SPCChargeDiagnostics : byte
{
    SPCNoIssue,
    SPCFODDetected,
    SPCLOPDetected,
    SPCTempOverheatDetected,
    SPCPowerTransferAnomalyDetected,
    SPCAnomalyDetected,
}
