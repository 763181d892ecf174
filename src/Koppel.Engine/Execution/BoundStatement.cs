using Koppel.Engine.Catalog;
using Koppel.Engine.Planning;
using Koppel.Engine.Sql;
using Koppel.Engine.Sql.HiddenColumns;
using Koppel.Sdk;

namespace Koppel.Engine.Execution;

/// <summary>A statement whose tables are known.</summary>
/// <param name="Sql">Its text for DuckDB.</param>
/// <param name="Uses">The connectors' tables that it reads.</param>
/// <param name="Files">The files that it reads.</param>
internal sealed record BoundStatement(RewrittenSql Sql, IReadOnlyList<TableUse> Uses, IReadOnlyList<FileUse> Files)
{
    /// <summary>All names that it uses, those within its views and macros included.</summary>
    public required IReadOnlySet<string> Names { get; init; }

    /// <summary>The views and macros that it uses.</summary>
    public required IReadOnlyList<Definition> Definitions { get; init; }

    /// <summary>The statement, or a part of it, with the hidden columns in reach that it names.</summary>
    public RewrittenSql Showing(RewrittenSql sql) => HiddenNames.Show(sql, [.. Uses.Where(u => u.Names.Hidden.Count > 0)
        .Select(u => new HiddenTable(u.Connection, u.Table.Schema.Name, u.WrittenNames, u.Names.Hidden))]) ?? sql;

    /// <summary>It reads nothing but what DuckDB holds.</summary>
    public bool IsNative => Uses.Count == 0 && Files.Count == 0;
}

/// <summary>A file table in a statement.</summary>
/// <param name="Connection">The connection's name.</param>
/// <param name="Name">The table's name as the user wrote it.</param>
/// <param name="Table">The table.</param>
internal sealed record FileUse(string Connection, string Name, IFileTable Table)
{
    /// <summary>The table, such as <c>orders@shop</c>.</summary>
    public string Reference => Names.Reference(Name, Connection);

    /// <summary>The table as SQL.</summary>
    public string SqlName => $"{SqlText.Identifier(Connection)}.{SqlText.Identifier(Name)}";
}
