using System.Runtime.CompilerServices;
using Koppel.Engine.Binding;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.SystemTables;

/// <summary>
/// <c>columns@system</c>: a row a column. What a connection knows without looking is always there; a file's columns, and those that a
/// system is asked for, are found out when a condition names the connection or the table.
/// </summary>
internal sealed class SystemColumns(Workspace workspace, bool isRead)
{
    const string Connection = "connection", TableName = "table";

    readonly List<(string Table, string Column, string Type)> _own = !isRead ? [] : workspace.Duck.Query(
        $"select table_name, column_name, data_type from duckdb_columns() where database_name in ('{Names.Memory}', 'temp') and "
            + $"schema_name = 'main' and not internal order by table_name, column_index",
        r => (r.GetString(0), r.GetString(1), r.GetString(2)));

    /// <summary>The table.</summary>
    public ListedTable Table => new(
        new TableSchema("columns",
        [
            Column.Text(Connection),
            Column.Text(TableName),
            Column.Text("column"),
            Column.BigInt("position") with { Description = "From 1." },
            Column.Text("type") with { Description = "In SQL." },
            Column.Text("traits") with { Description = "Such as key, required, read-only, hidden, or the table that it refers to." },
            Column.Text("description"),
            Column.Text("fault") with { Description = "Why there is nothing to show, and what to do; null where there is." },
        ])
        { Description = "The columns of all tables. Those of files and of an account's own fields come with where connection = '…'." },
        RowsAsync);

    async IAsyncEnumerable<object?[]> RowsAsync(ScanRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var connections = ListedTable.Asked(request, Connection);
        var tables = ListedTable.Asked(request, TableName);
        var looks = connections is not null || tables is not null;
        foreach (var connection in workspace.Connections.All.Concat(
            new[] { Names.Ledger, Names.System }.Select(workspace.Connections.Find).OfType<ConnectionSettings>()))
        {
            if (connections?.Contains(connection.Name) == false) continue;
            var (known, fault) = await TryAsync(() => workspace.Connections.Open(connection).ListAsync(cancellationToken).AsTask());
            if (fault is not null) yield return Fault(connection.Name, null, fault);
            foreach (var table in (known ?? []).Where(t => tables is null || tables.Contains(t.Schema.Name)))
            {
                var (rows, wrong) = await TryAsync(() => ColumnsAsync(connection, table, looks, cancellationToken));
                if (wrong is not null) yield return Fault(connection.Name, table.Schema.Name, wrong);
                foreach (var (column, position) in (rows ?? []).Select((c, i) => (c, i + 1L)))
                    yield return [connection.Name, table.Schema.Name, column.Name, position, column.Type, string.Join(", ", column.Traits),
                        column.Description, null];
            }
        }
        if (connections?.Contains(Names.Memory) == false) yield break;
        foreach (var table in _own.GroupBy(o => o.Table))
            foreach (var (column, position) in table.Select((c, i) => (c, i + 1L)))
                yield return [Names.Memory, column.Table, column.Column, position, column.Type, "", "", null];
    }

    async Task<IReadOnlyList<ColumnDescription>> ColumnsAsync(
        ConnectionSettings connection, ITable table, bool looks, CancellationToken cancellationToken)
    {
        if (looks) table = await workspace.Connections.Open(connection).FindAsync(table.Schema.Name, cancellationToken) ?? table;
        if (table is not IFileTable file)
            return [
                .. table.Schema.Columns.Select(c => new ColumnDescription(c.Name, c.Type.ToString(), Listings.Traits(c), c.Description))];
        if (!looks)
            throw new ConnectorException(ConnectorErrorKind.NotSupported,
                $"A file is looked into when it is asked for: add where connection = '{connection.Name}'.");
        // In a session of its own, since this one is in the middle of a statement.
        await using var other = workspace.OpenAnother();
        return (await other.DescribeFileAsync(new FileUse(connection.Name, table.Schema.Name, file), cancellationToken)).Columns;
    }

    static async Task<(T? Value, string? Fault)> TryAsync<T>(Func<Task<T>> ask) where T : class
    {
        try
        {
            return (await ask(), null);
        }
        catch (ConnectorException fault)
        {
            return (null, fault.Message);
        }
    }

    static object?[] Fault(string connection, string? table, string fault) => [connection, table, null, null, null, null, null, fault];
}
