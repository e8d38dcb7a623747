namespace V2G.Control.Settings;

/// <summary>
/// One refused setting. The loader adds file, line and column: whoever changes a setting learns what was wrong, what is allowed and who says so.
/// </summary>
/// <param name="Key">Dotted key as written in the file, e.g. <c>volt_var.v1</c>.</param>
/// <param name="Given">The value as given.</param>
/// <param name="Allowed">The range of allowed adjustment or the allowed words.</param>
/// <param name="Why">Clause or reason.</param>
public sealed record SettingRefusal(string Key, string Given, string Allowed, string Why)
{
    public override string ToString() => $"{Key}: {Given} is not allowed; allowed: {Allowed} ({Why})";
}
