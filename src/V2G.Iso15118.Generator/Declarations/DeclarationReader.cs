using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace V2G.Iso15118.Generator.Declarations;

/// <summary>Reads what the compiler knows of a declared struct into records that outlive the compilation.</summary>
internal static class DeclarationReader
{
    public const string Attributes = "V2G.Iso15118.Exi.";

    public static TypeDeclaration Type(INamedTypeSymbol type, bool global)
    {
        ImmutableArray<FieldDeclaration> fields =
            [.. type.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic && !f.IsImplicitlyDeclared).Select(Field)];
        AttributeData? element = global ? Attribute(type, "GlobalElement") : null;
        return new(type.ContainingNamespace.ToDisplayString(), type.Name, new(fields), Place.Of(type))
        {
            Element = element is null ? null : Text(element) ?? type.Name,
            ElementNamespace = element is null ? null : Named(element, "Namespace") as string,
            IsMixed = Attribute(type, "Mixed") is not null,
            ContentModel = Attribute(type, "ContentModel") is { } model ? Text(model) : null,
            Undeclared = Words(Attribute(type, "Undeclared") is { } names ? Text(names) : null),
            IsPartial = type.DeclaringSyntaxReferences.All(r => r.GetSyntax() is TypeDeclarationSyntax t && t.Modifiers.Any(SyntaxKind.PartialKeyword)),
        };
    }

    public static ImmutableArray<NamespaceDeclaration> Namespaces(IAssemblySymbol assembly) =>
        [.. assembly.GetAttributes().Where(a => Is(a, "SchemaNamespace")).Select(a => new NamespaceDeclaration(
            (string)a.ConstructorArguments[0].Value!, (string)a.ConstructorArguments[1].Value!,
            Named(a, "ElementsQualified") is not false, Named(a, "AttributesQualified") is not false))];

    public static ImmutableArray<SetDeclaration> Sets(INamedTypeSymbol sets) =>
        [.. sets.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue).OrderBy(f => Convert.ToInt64(f.ConstantValue)).Select(f =>
        {
            AttributeData? schemas = Attribute(f, "Schemas");
            ImmutableArray<string> names = schemas is null ? [] : [.. schemas.ConstructorArguments[0].Values.Select(v => (string)v.Value!)];
            return new SetDeclaration(f.Name, new(names), Words(schemas is null ? null : Named(schemas, "Undeclared") as string), Place.Of(f));
        })];

    static FieldDeclaration Field(IFieldSymbol field)
    {
        (Shape shape, ITypeSymbol type) = field.Type is INamedTypeSymbol { IsGenericType: true } generic
            ? generic.Name == "Nullable" ? (Shape.Optional, generic.TypeArguments[0]) : (Shape.List, generic.TypeArguments[0])
            : (Shape.Required, field.Type);
        (ValueKind kind, int bytes, decimal low, decimal high) = Kind(type);
        AttributeData? choice = Attribute(field, "Choice"), substitution = Attribute(field, "Substitution"), range = Attribute(field, "Range"),
            length = Attribute(field, "Length"), occurs = Attribute(field, "Occurs");
        if (range is not null) (low, high) = (Convert.ToDecimal(range.ConstructorArguments[0].Value), Convert.ToDecimal(range.ConstructorArguments[1].Value));
        return new(field.Name, shape, kind, type.ToDisplayString(), Place.Of(field))
        {
            Bytes = bytes,
            IsAttribute = Attribute(field, "XmlAttribute") is not null,
            IsExtends = Attribute(field, "Extends") is not null,
            IsValue = Attribute(field, "Value") is not null,
            IsInline = Attribute(field, "Inline") is not null,
            IsChoice = choice is not null,
            IsSubstitution = substitution is not null,
            ChoiceIsOptional = Named(choice ?? substitution, "Optional") is true,
            IsUnbounded = Attribute(field, "Unbounded") is not null,
            HasRange = range is not null,
            Low = low,
            High = high,
            MinLength = Number(length) ?? Number(Attribute(field, "MinLength")) ?? 0,
            MaxLength = Number(length) ?? Number(Attribute(field, "MaxLength")),
            HasOccurs = occurs is not null,
            MinOccurs = occurs is null ? 1 : (int)occurs.ConstructorArguments[0].Value!,
            MaxOccurs = occurs is null ? 1 : (int)occurs.ConstructorArguments[1].Value!,
            Enumeration = type.TypeKind == TypeKind.Enum ? Enumeration((INamedTypeSymbol)type) : null,
        };
    }

    static EnumDeclaration Enumeration(INamedTypeSymbol type)
    {
        ImmutableArray<IFieldSymbol> members = [.. type.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue)];
        bool plain = type.EnumUnderlyingType?.SpecialType == SpecialType.System_Byte && members.Select((m, i) => Convert.ToInt32(m.ConstantValue) == i).All(b => b);
        return new(type.ToDisplayString(), new([.. members.Select(m => Attribute(m, "Literal") is { } literal ? Text(literal)! : m.Name)]), plain, Place.Of(type));
    }

    static (ValueKind Kind, int Bytes, decimal Low, decimal High) Kind(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean => (ValueKind.Boolean, 1, 0, 1),
        SpecialType.System_SByte => (ValueKind.Signed, 1, sbyte.MinValue, sbyte.MaxValue),
        SpecialType.System_Byte => (ValueKind.Unsigned, 1, byte.MinValue, byte.MaxValue),
        SpecialType.System_Int16 => (ValueKind.Signed, 2, short.MinValue, short.MaxValue),
        SpecialType.System_UInt16 => (ValueKind.Unsigned, 2, ushort.MinValue, ushort.MaxValue),
        SpecialType.System_Int32 => (ValueKind.Signed, 4, int.MinValue, int.MaxValue),
        SpecialType.System_UInt32 => (ValueKind.Unsigned, 4, uint.MinValue, uint.MaxValue),
        SpecialType.System_Int64 => (ValueKind.Signed, 8, long.MinValue, long.MaxValue),
        SpecialType.System_UInt64 => (ValueKind.Unsigned, 8, ulong.MinValue, ulong.MaxValue),
        _ when type.TypeKind == TypeKind.Enum => (ValueKind.Enumeration, 1, 0, 0),
        _ => type.ToDisplayString() switch
        {
            Attributes + "Text" => (ValueKind.Text, 8, 0, 0),
            Attributes + "HexBinary" => (ValueKind.HexBinary, 8, 0, 0),
            Attributes + "Base64Binary" => (ValueKind.Base64Binary, 8, 0, 0),
            Attributes + "Integer" => (ValueKind.Integer, 8, 0, 0),
            _ => (ValueKind.Complex, 0, 0, 0),
        },
    };

    static bool Is(AttributeData attribute, string name) => attribute.AttributeClass?.ToDisplayString() == Attributes + name + "Attribute";

    static AttributeData? Attribute(ISymbol symbol, string name) => symbol.GetAttributes().FirstOrDefault(a => Is(a, name));

    static string? Text(AttributeData attribute) => attribute.ConstructorArguments.Length > 0 ? attribute.ConstructorArguments[0].Value as string : null;

    static int? Number(AttributeData? attribute) => attribute?.ConstructorArguments[0].Value as int?;

    static object? Named(AttributeData? attribute, string name) => attribute?.NamedArguments.FirstOrDefault(a => a.Key == name).Value.Value;

    static EquatableList<string> Words(string? text) =>
        new([.. (text ?? "").Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)]);
}
