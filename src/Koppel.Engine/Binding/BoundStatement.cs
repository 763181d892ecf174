using Koppel.Engine.Sql;
using Koppel.Engine.Sql.HiddenColumns;

namespace Koppel.Engine.Binding;

/// <summary>A statement whose tables are known.</summary>
/// <param name="Sql">Its text for DuckDB, with the hidden columns in reach that it names.</param>
/// <param name="Tables">The connectors' tables that it reads.</param>
/// <param name="Files">The files that it reads.</param>
internal sealed record BoundStatement(RewrittenSql Sql, IReadOnlyList<BoundTable> Tables, IReadOnlyList<FileUse> Files)
{
    /// <summary>All names that it uses, those within its views and macros included.</summary>
    public required IReadOnlySet<string> Names { get; init; }

    /// <summary>The views and macros that it uses.</summary>
    public required IReadOnlyList<Definition> Definitions { get; init; }

    /// <summary>What stands for names of the user's that DuckDB does not have.</summary>
    public IReadOnlyList<ScriptEdit> Edits { get; init; } = [];

    /// <summary>A part of the statement, with what stands for its names and the hidden columns in reach that it names.</summary>
    public RewrittenSql Showing(RewrittenSql sql) => ShowingHidden(Edits.Aggregate(sql, (text, edit) => text.Edited(edit)));

    RewrittenSql ShowingHidden(RewrittenSql sql) => HiddenNames.Show(sql, [.. Tables.Where(t => t.Hidden.Count > 0)
        .Select(
            t => new HiddenTable(t.Connection, t.Table.Schema.Name, t.WrittenNames.ToHashSet(StringComparer.OrdinalIgnoreCase), t.Hidden))])
            ?? sql;

    /// <summary>It reads nothing but what DuckDB holds.</summary>
    public bool IsNative => Tables.Count == 0 && Files.Count == 0;
}
