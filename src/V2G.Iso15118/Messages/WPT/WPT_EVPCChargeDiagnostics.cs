namespace V2G.Iso15118.Messages.WPT;

public enum WPT_EVPCChargeDiagnostics : byte
{
    EVPCNoIssue,
    EVPCTempOverheatDetected,
    EVPCPowerTransferAnomalyDetected,
    EVPCAnomalyDetected,
}
