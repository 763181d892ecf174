using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Files;

/// <summary>A file as a table. The engine finds its columns.</summary>
internal sealed class FileTable(FoundFile file, IReadOnlyList<string> names, TextFileSettings settings) : IFileTable
{
    /// <inheritdoc/>
    public TableSchema Schema { get; } = new(names[0], [])
    {
        Synonyms = [.. names.Skip(1)],
        Description = $"The {file.Kind.Format.ToString().ToUpperInvariant()} file {file.RelativePath}.",
    };

    /// <inheritdoc/>
    public FileSource Source { get; } = new(file.Kind.Format, [file.FullPath]) { Text = settings };
}
