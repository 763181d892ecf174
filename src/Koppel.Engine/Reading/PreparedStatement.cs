using Koppel.Engine.Binding;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Reading;

/// <summary>A statement whose tables DuckDB knows: it can be checked, planned and run.</summary>
/// <param name="Bound">The statement and its tables.</param>
/// <param name="Scans">The connectors' tables, while it runs.</param>
internal sealed record PreparedStatement(BoundStatement Bound, IReadOnlyList<TableScan> Scans)
{
    /// <summary>Its text for DuckDB.</summary>
    public RewrittenSql Sql => Bound.Sql;

    /// <summary>One of its tables, or null when it does not read it.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="table">The table's name or synonym.</param>
    public TableScan? Find(string connection, string table) =>
        Scans.FirstOrDefault(s => s.Table.Connection == connection && s.Table.Table.Schema.IsNamed(table));
}
