using Koppel.Engine.Binding;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Reading;

/// <summary>A statement whose tables can be read.</summary>
/// <param name="Bound">The statement and its tables.</param>
/// <param name="Uses">How each of the connectors' tables is read.</param>
internal sealed record PreparedStatement(BoundStatement Bound, IReadOnlyList<TableUse> Uses)
{
    /// <summary>Its text for DuckDB, with the hidden columns in reach that it names.</summary>
    public RewrittenSql Sql { get; } = Bound.Showing(Bound.Sql);

    /// <summary>The files that it reads.</summary>
    public IReadOnlyList<FileUse> Files => Bound.Files;

    /// <summary>It reads nothing but what DuckDB holds.</summary>
    public bool IsNative => Bound.IsNative;

    /// <summary>A part of it, with the hidden columns in reach that it names.</summary>
    public RewrittenSql Showing(RewrittenSql sql) => Bound.Showing(sql);
}
