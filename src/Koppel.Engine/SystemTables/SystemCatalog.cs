using Koppel.Engine.Plans;
using Koppel.Engine.Reading;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.SystemTables;

/// <summary>The connection <c>system</c>: what connections, tables, columns and functions there are, as tables.</summary>
/// <param name="workspace">The session that it tells of.</param>
internal sealed class SystemCatalog(Workspace workspace) : ICatalog
{
    /// <summary>The names of its tables.</summary>
    public static IReadOnlyList<string> TableNames { get; } = ["connections", "tables", "columns", "functions"];

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ITable>> ListAsync(CancellationToken cancellationToken = default) =>
        new([.. TableNames.Select(n => Table(n, isRead: false)!)]);

    /// <inheritdoc/>
    public ValueTask<ITable?> FindAsync(string name, CancellationToken cancellationToken = default) => new(Table(name, isRead: true));

    /// <inheritdoc/>
    public async ValueTask<KnownCatalog> KnownAsync(CancellationToken cancellationToken = default) =>
        new([.. (await ListAsync(cancellationToken)).Select(t => new KnownTable(t.Schema, HasAllColumns: true))], AreAll: true);

    /// <inheritdoc/>
    public void Set(Setting setting, string value) => throw new InvalidOperationException("The connection system has no settings.");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>
    /// Made anew for each statement: what the session itself holds is as it is then. That is asked of DuckDB only for a table that is to be
    /// read, since a list of tables can be asked for in the middle of a query.
    /// </summary>
    ListedTable? Table(string name, bool isRead) => name.ToLowerInvariant() switch
    {
        "connections" => new SystemConnections(workspace).Table,
        "tables" => new SystemTables(workspace, isRead).Table,
        "columns" => new SystemColumns(workspace, isRead).Table,
        "functions" => SystemFunctions.Of(workspace, isRead),
        PlannedTable.Name when workspace is { Applying: { } plan, AppliedLoad: { } load } =>
            new ListedTable(PlannedTable.Schema, (_, _) => PlannedTable.Rows(plan, load).ToAsyncEnumerable()),
        _ => null,
    };
}
