using System.Runtime.CompilerServices;
using Koppel.Engine.Binding;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.SystemTables;

/// <summary>
/// <c>tables@system</c>: a row a table of every connection, and one with its fault for a connection that cannot list them.
/// </summary>
internal sealed class SystemTables(Workspace workspace, bool isRead)
{
    /// <summary>What the session itself holds.</summary>
    readonly List<(string Name, string Kind)> _own = !isRead ? [] : workspace.Duck.Query(
        $"select table_name, 'table' from duckdb_tables() where database_name in ('{Names.Memory}', 'temp') and schema_name = 'main' and "
            + $"not internal"
        + $" union all select view_name, 'view' from duckdb_views() where database_name in ('{Names.Memory}', 'temp') and schema_name = "
        + $"'main' and not internal order by 1",
        r => (r.GetString(0), r.GetString(1)));

    /// <summary>The table.</summary>
    public ListedTable Table => new(
        new TableSchema("tables",
        [
            Column.Text("connection"),
            Column.Text("table"),
            Column.Text("synonyms") with { Description = "Other names of it." },
            Column.Text("can") with { Description = "What can be done with it." },
            Column.Text("description"),
            Column.Text("fault") with { Description = "Why the connection's tables cannot be listed; null where they are." },
        ])
        { Description = "The tables that there are." }, RowsAsync);

    /// <summary>The tables of a connection.</summary>
    /// <exception cref="ConnectorException">They cannot be listed.</exception>
    public static async Task<IReadOnlyList<TableListing>> ListAsync(
        Workspace workspace, ConnectionSettings connection, CancellationToken cancellationToken) =>
        [.. (await workspace.Connections.Open(connection).ListAsync(cancellationToken)).Select(
            t => Listings.Of(connection.Name, t.Schema.Name, t))];

    async IAsyncEnumerable<object?[]> RowsAsync(ScanRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var asked = ListedTable.Asked(request, "connection");
        foreach (var connection in workspace.Connections.All.Where(c => IsAsked(c.Name)))
        {
            var (listings, fault) = await TryAsync(connection, cancellationToken);
            foreach (var listing in listings) yield return Row(listing);
            if (fault is not null) yield return [connection.Name, null, null, null, null, fault];
        }
        if (IsAsked(Names.Memory))
            foreach (var (name, kind) in _own) yield return [Names.Memory, name, "",
                kind == "view" ? "select" : "select, insert, update, delete", kind == "view" ? "A view of this workspace." : "", null];
        foreach (var connection in new[] { Names.Ledger, Names.System }.Where(IsAsked).Select(workspace.Connections.Find)
            .OfType<ConnectionSettings>())
            foreach (var listing in await ListAsync(workspace, connection, cancellationToken)) yield return Row(listing);

        bool IsAsked(string name) => asked is null || asked.Contains(name);
    }

    async Task<(IReadOnlyList<TableListing> Listings, string? Fault)> TryAsync(
        ConnectionSettings connection, CancellationToken cancellationToken)
    {
        try
        {
            return (await ListAsync(workspace, connection, cancellationToken), null);
        }
        catch (ConnectorException fault)
        {
            return ([], fault.Message);
        }
    }

    static object?[] Row(TableListing listing) =>
        [listing.Connection, listing.Name, string.Join(", ", listing.Synonyms), listing.Can, listing.Description, null];
}
