namespace V2G.Iso15118.Exi;

// The words in which messages are declared. The generator reads them at build time; nobody does at run time.

/// <summary>A complex type of the standard. Fields are its elements, in the standard's order.</summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class ComplexTypeAttribute : Attribute;

/// <summary>A complex type that is a global element too, under its own name or the one given: a message, or part of a substitution group.</summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class GlobalElementAttribute(string? name = null) : Attribute
{
    public string? Name { get; } = name;

    /// <summary>The schema that the element belongs to, where it isn't that of its C# namespace.</summary>
    public string? Namespace { get; set; }
}

/// <summary>Characters may stand between the elements: they count in event codes, and are refused.</summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class MixedAttribute : Attribute;

/// <summary>For the few types whose content is no plain sequence: "(P, Q)?, G?, Y", with "any" for a wildcard, which is refused.</summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class ContentModelAttribute(string model) : Attribute
{
    public string Model { get; } = model;
}

/// <summary>Members of the type's substitution group that count in event codes and are refused by name.</summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class UndeclaredAttribute(string names) : Attribute
{
    public string Names { get; } = names;
}

/// <summary>The type that this one extends: its elements come first.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ExtendsAttribute : Attribute;

/// <summary>An attribute of the element, not an element in it.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class XmlAttributeAttribute : Attribute;

/// <summary>The element's own text, in a type of simple content.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ValueAttribute : Attribute;

/// <summary>A list whose items have no element of their own around them: a repeated choice.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class InlineAttribute : Attribute;

/// <summary>One of its neighbours with the same mark, and not more than one.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ChoiceAttribute : Attribute
{
    /// <summary>None of them will do as well.</summary>
    public bool Optional { get; set; }
}

/// <summary>One of the members of a substitution group, which are ordered by name.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class SubstitutionAttribute : Attribute
{
    public bool Optional { get; set; }
}

/// <summary>How often an element of a list occurs.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class OccursAttribute(int min, int max) : Attribute
{
    public int Min { get; } = min;

    public int Max { get; } = max;
}

/// <summary>Names for <see cref="OccursAttribute"/>.</summary>
public static class Occurs
{
    /// <summary>As often as the message is long.</summary>
    public const int Unbounded = int.MaxValue;
}

[AttributeUsage(AttributeTargets.Field)]
public sealed class RangeAttribute(long min, long max) : Attribute
{
    public long Min { get; } = min;

    public long Max { get; } = max;
}

/// <summary>Exactly so many characters or bytes.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class LengthAttribute(int length) : Attribute
{
    public int Length { get; } = length;
}

/// <summary>At least so many characters or bytes.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class MinLengthAttribute(int length) : Attribute
{
    public int Length { get; } = length;
}

/// <summary>At most so many characters or bytes.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class MaxLengthAttribute(int length) : Attribute
{
    public int Length { get; } = length;
}

/// <summary>The standard sets no limit; the message's length does.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class UnboundedAttribute : Attribute;

/// <summary>An enumeration's value that is no C# name.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class LiteralAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}

/// <summary>The enum whose members are the message sets.</summary>
[AttributeUsage(AttributeTargets.Enum)]
public sealed class MessageSetsAttribute : Attribute;

/// <summary>The schemas that make one grammar. Of two that declare the same element, the first one's declaration counts.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class SchemasAttribute(params string[] namespaces) : Attribute
{
    public string[] Namespaces { get; } = namespaces;

    /// <summary>Global elements that count in event codes and are refused by name; "schema:name".</summary>
    public string? Undeclared { get; set; }
}

/// <summary>Which XML namespace a C# namespace stands for.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class SchemaNamespaceAttribute(string csharp, string uri) : Attribute
{
    public string CSharp { get; } = csharp;

    public string Uri { get; } = uri;

    public bool ElementsQualified { get; set; } = true;

    public bool AttributesQualified { get; set; } = true;
}
