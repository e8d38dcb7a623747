namespace V2G.Linux.Gpio;

/// <summary>A line as its chip tells it. <paramref name="Consumer"/>: who has it, empty when nobody does.</summary>
public sealed record GpioLineInfo(string ChipPath, int Offset, string Name, string Consumer, bool Used, bool Output, bool ActiveLow);
