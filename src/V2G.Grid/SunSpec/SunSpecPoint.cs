namespace V2G.Grid.SunSpec;

/// <summary>A point in its place.</summary>
/// <param name="Name">With its groups: <c>W</c>, <c>PFWInj.PF</c>, <c>Crv[1].Pt[2].V</c> (counted from 1).</param>
/// <param name="Offset">Registers from the model's ID.</param>
/// <param name="Size">Registers.</param>
/// <param name="Scale">Name of the point that holds its power of ten; null: as it stands.</param>
/// <param name="Symbols">Of an enumeration: how many values there are; 0 where they are not counted.</param>
public sealed record SunSpecPoint(string Name, SunSpecType Type, int Offset, int Size, string? Scale, int Symbols, bool Writable, bool Mandatory);
