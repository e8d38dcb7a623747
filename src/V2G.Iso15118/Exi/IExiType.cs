namespace V2G.Iso15118.Exi;

/// <summary>A declared type. The generator implements it; nobody else does.</summary>
public interface IExiType
{
    /// <summary>The type's row in the tables.</summary>
    static abstract int Number { get; }
}
