namespace V2G.Control.Protection;

/// <summary>How hard a fault hits. The more severe reaction wins.</summary>
public enum Severity : byte
{
    /// <summary>Said, nothing changes.</summary>
    Warning = 0,

    /// <summary>Power is reduced or one function is off.</summary>
    Limit = 1,

    /// <summary>No power while it is present; comes back by itself.</summary>
    Inhibit = 2,

    /// <summary>Leaves service; enters it anew when the grid allows. The code stays shown until acknowledged.</summary>
    Trip = 3,

    /// <summary>No power until a person has cleared it.</summary>
    Lockout = 4,
}

/// <summary>One row of the registry. Codes are for ever.</summary>
public sealed record Fault(byte Code, string Name, string Text, Severity Severity, string Cause, string Effect, LampPattern Lamp, string Action)
{
    /// <summary>What the lamp shows, in words.</summary>
    public string Led => Lamp.Text;

    public string CodeText => $"0x{Code:X2}";
}
