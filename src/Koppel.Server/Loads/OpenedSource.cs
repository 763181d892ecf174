using Koppel.Engine.Binding;
using Koppel.Engine.GuidedLoads;
using Koppel.Sdk.Connections;

namespace Koppel.Server.Loads;

/// <summary>A source that can be read.</summary>
/// <param name="Ask">What was asked for, with the sheet that was chosen.</param>
/// <param name="Kind">A word: workbook, csv, json, parquet, table or query.</param>
/// <param name="Table">How SQL names it.</param>
internal sealed record OpenedSource(SourceAsk Ask, string Kind, SourceTable Table)
{
    /// <summary>It is a workbook.</summary>
    public bool IsWorkbook => Kind == "workbook";

    /// <summary>Its name as a person knows it, such as that of the file.</summary>
    public required string Name { get; init; }

    /// <summary>The connection that was made of a file; null for others.</summary>
    public string? Connection { get; init; }

    /// <summary>The file; null for others.</summary>
    public string? Path { get; init; }

    /// <summary>The sheets and ranges of a workbook, each with its columns; empty for others.</summary>
    public IReadOnlyList<TableDescription> Sheets { get; init; } = [];

    /// <summary>The settings that change how it is read.</summary>
    public IReadOnlyList<Setting> Settings { get; init; } = [];

    /// <summary>What was found out about the file, a line each.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];
}
