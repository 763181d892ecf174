using System.Data;
using System.Globalization;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Planning;
using Koppel.Engine.Sql;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Reading;

/// <summary>Keeps rows in DuckDB while a statement runs.</summary>
internal sealed class Stager(DuckInstance duck, QueryRunner runner)
{
    readonly List<string> _staged = [];

    /// <summary>Reads a table once into DuckDB, by its plan and under the same view; gives the name of what holds its rows.</summary>
    public async Task<string> StageAsync(TableScan scan, CancellationToken cancellationToken)
    {
        var table = $"{SqlText.Identifier(Names.Stage)}.{SqlText.Identifier(scan.Reference)}";
        if (_staged.Contains(table)) return table;
        duck.Attach(Names.Stage);
        var read = scan.Plan.Kept;
        var columns = read.Count == 0 ? "true as \"koppel row\"" : string.Join(", ", read.Select(c => SqlText.Identifier(c.Name)));
        await runner.RunAsync(
            $"create or replace table {table} as select {columns} from {ScanFunction.Name}({SqlText.Literal(scan.Reference)})",
            cancellationToken);
        _staged.Add(table);
        // A column that was not read is one whose value cannot matter: it must be there for DuckDB to bind the statement.
        duck.Run(
            ViewSql.Over(scan.Table, table,
                name => scan.Table.Table.Schema.Find(name)! is var column && read.Contains(column)
                    ? SqlText.Identifier(name)
                    : $"cast(null as {column.Type})"));
        return table;
    }

    /// <summary>The statement that keeps the rows of a query under a name.</summary>
    public static RewrittenSql Keeping(string name, RewrittenSql query) => query.Within($"create or replace table {Kept(name)} as\n", "");

    /// <summary>Keeps the rows of a query until the statement is done; gives the name of what holds them.</summary>
    /// <param name="name">The name.</param>
    /// <param name="keeping">What <see cref="Keeping"/> gave for it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<string> KeepAsync(string name, RewrittenSql keeping, CancellationToken cancellationToken)
    {
        duck.Attach(Names.Stage);
        await runner.RunAsync(keeping.Sql, cancellationToken);
        _staged.Add(Kept(name));
        return Kept(name);
    }

    static string Kept(string name) => $"{SqlText.Identifier(Names.Stage)}.{SqlText.Identifier(name)}";

    /// <summary>The distinct values of a column under some conditions, as values that another column can be compared with.</summary>
    /// <param name="table">The table, as SQL.</param>
    /// <param name="column">Its column.</param>
    /// <param name="predicates">Conditions on the table.</param>
    /// <param name="type">The type of the column that the values are for; a value that has no such form equals none of its values.</param>
    /// <param name="most">How many values are enough.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<object>> KeysAsync(
        string table, string column, IEnumerable<Predicate> predicates, ColumnType type, int most, CancellationToken cancellationToken)
    {
        var key = $"try_cast({SqlText.Identifier(column)} as {type})";
        var sql = $"select distinct {key} from {table} where {key} is not null and {PredicateSql.And(predicates)} order by 1 limit {most}";
        return await runner.QueryAsync(sql, r => Key(r, type), cancellationToken);
    }

    /// <summary>Gives the memory back.</summary>
    public void Clear() => ClearAllBut(kept: null);

    /// <summary>Gives the memory back but for that of one table.</summary>
    /// <param name="kept">What holds its rows; null for none.</param>
    public void ClearAllBut(string? kept)
    {
        foreach (var table in _staged.Where(t => t != kept)) duck.Run($"drop table if exists {table}");
        _staged.RemoveAll(t => t != kept);
    }

    static object Key(IDataRecord record, ColumnType type) =>
        type.Kind == ColumnKind.BigInt ? Convert.ToInt64(record.GetValue(0), CultureInfo.InvariantCulture) : record.GetString(0);
}
