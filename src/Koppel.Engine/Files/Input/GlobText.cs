namespace Koppel.Engine.Files.Input;

/// <summary>Paths for DuckDB's readers, which take some characters for patterns.</summary>
internal static class GlobText
{
    /// <summary>The path, which stands for nothing but itself.</summary>
    public static string Escape(string path) =>
        path.Replace("[", "[[]", StringComparison.Ordinal).Replace("*", "[*]", StringComparison.Ordinal)
            .Replace("?", "[?]", StringComparison.Ordinal);
}
