using Koppel.Sdk.Reading;

namespace Koppel.Connectors.Files;

/// <summary>What a file's name tells: its form, and the name without extensions.</summary>
/// <param name="Format">The form.</param>
/// <param name="Stem">The name without its extensions.</param>
internal sealed record FileKind(FileFormat Format, string Stem)
{
    /// <summary>The extensions, for a message.</summary>
    public const string Known = ".csv, .tsv, .parquet, .json, .jsonl and .ndjson (and all but .parquet with .gz behind it)";

    /// <summary>The kind of a file, or null when Koppel does not read such files.</summary>
    public static FileKind? Of(string fileName)
    {
        var isPacked = fileName.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        var name = isPacked ? fileName[..^3] : fileName;
        FileFormat? format = Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".CSV" => FileFormat.Csv,
            ".TSV" => FileFormat.Tsv,
            ".PARQUET" when !isPacked => FileFormat.Parquet,
            ".JSON" or ".JSONL" or ".NDJSON" => FileFormat.Json,
            _ => null,
        };
        return format is { } known && Path.GetFileNameWithoutExtension(name) is { Length: > 0 } stem ? new(known, stem) : null;
    }
}
