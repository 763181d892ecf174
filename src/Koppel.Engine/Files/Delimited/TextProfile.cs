using System.Text.Json.Serialization;
using Koppel.Engine.Files.Columns;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Files.Delimited;

/// <summary>What was found out about a file of separated values.</summary>
internal sealed record TextProfile : FileProfile
{
    /// <summary>How its text is to be taken apart.</summary>
    public required TextDialect Dialect { get; init; }

    /// <summary>Line ends stand within quotes.</summary>
    public required bool HasQuotedLines { get; init; }

    /// <summary>The line ends of its records.</summary>
    public required LineEnds Ends { get; init; }

    /// <summary>Bytes of its longest record.</summary>
    public required int LongestRecord { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsSound => Columns.All(IsKnown);

    /// <inheritdoc/>
    public override string Sql(string path, bool isCopy) => TextFileSql.Rows(this, path, isCopy);

    /// <inheritdoc/>
    public override void Copy(
        string path, TextFileSettings settings, Stream target, Action<long> copied, CancellationToken cancellationToken) =>
        CleanCopy.Write(path, this, settings, target, copied, cancellationToken);
}

/// <summary>How a text is taken apart.</summary>
/// <param name="Encoding">The name of its encoding.</param>
/// <param name="Separator">What separates cells.</param>
/// <param name="Quote">What encloses cells, or 0 for nothing.</param>
/// <param name="HasSeparatorLine">Its first line is Excel's <c>sep=;</c>.</param>
internal sealed record TextDialect(string Encoding, byte Separator, byte Quote, bool HasSeparatorLine)
{
    /// <summary>A byte order mark stands before it.</summary>
    public bool HasMark { get; init; }

    /// <summary>The line on which the headings are told or found to stand; 0 where they are in the first record.</summary>
    public long HeadingLine { get; init; }

    /// <summary>Its first record holds headings.</summary>
    public bool HasHeader { get; init; } = true;
}
