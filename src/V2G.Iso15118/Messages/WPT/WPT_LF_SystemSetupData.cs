namespace V2G.Iso15118.Messages.WPT;

[ComplexType]
public partial struct WPT_LF_SystemSetupData
{
    [Choice] public WPT_LF_TransmitterData? LF_TransmitterSetupData;
    [Choice] public WPT_LF_ReceiverData? LF_ReceiverSetupData;
}
