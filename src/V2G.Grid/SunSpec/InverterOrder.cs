namespace V2G.Grid.SunSpec;

/// <summary>What an inverter is to do until it is told otherwise, or falls silent to.</summary>
/// <param name="Sequence">Comes back with the readings that were taken after it had been obeyed.</param>
/// <param name="Run">False: stop, whatever the figures say.</param>
/// <param name="Watts">+ = out of the unit into the grid.</param>
/// <param name="VarInjected">+ = injected.</param>
public readonly record struct InverterOrder(long Sequence, bool Run, double Watts, double VarInjected);
