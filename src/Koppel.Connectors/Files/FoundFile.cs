namespace Koppel.Connectors.Files;

/// <summary>A file that can be a table.</summary>
/// <param name="FullPath">Where it is.</param>
/// <param name="RelativePath">Its path below the searched folder, with <c>/</c> between the parts.</param>
/// <param name="Kind">What its name tells.</param>
internal sealed record FoundFile(string FullPath, string RelativePath, FileKind Kind)
{
    /// <summary>The names that it may have as a table, the best first.</summary>
    public IReadOnlyList<string> Names { get; } =
        [.. new[] { Kind.Stem, Path.GetFileName(RelativePath), RelativePath }.Distinct(StringComparer.OrdinalIgnoreCase)];
}
