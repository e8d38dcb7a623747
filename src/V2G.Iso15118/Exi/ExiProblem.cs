namespace V2G.Iso15118.Exi;

/// <summary>What is wrong with bytes that are no message, or with a message that can't be written.</summary>
public enum ExiProblem : byte
{
    None,
    /// <summary>The bytes end before the message does.</summary>
    Truncated,
    /// <summary>No EXI header of version 1 without options (EXI 1.0, 5).</summary>
    Header,
    /// <summary>The first element is none of the set, or one of another type than asked for.</summary>
    Root,
    /// <summary>Content that the schema does not foresee (EXI 1.0, 8.5.4.4): no message of the standard needs it.</summary>
    Unforeseen,
    /// <summary>An element of a wildcard ("any").</summary>
    Wildcard,
    /// <summary>Characters between elements.</summary>
    MixedContent,
    /// <summary>An element that has a code and no declaration here.</summary>
    Undeclared,
    TooLong,
    TooShort,
    /// <summary>A number beyond its range, or longer than its type.</summary>
    Range,
    /// <summary>A code beyond the last value of its enumeration.</summary>
    Enumeration,
    /// <summary>A code point that no string may hold, or bytes that are no UTF-8.</summary>
    Character,
    /// <summary>A string-table hit on a string that was not there.</summary>
    StringTable,
    TooMany,
    TooFew,
    /// <summary>An element or attribute that must be there is not.</summary>
    Missing,
    /// <summary>An element beside the one of a choice that was written.</summary>
    LeftOver,
    /// <summary>The message needs more room than it is given.</summary>
    Room,
    /// <summary>A handle that does not point into this document.</summary>
    Handle,
    /// <summary>More memory than a message of this length may take.</summary>
    Memory,
}
