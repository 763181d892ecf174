using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Ledger;

/// <summary>The ledger as a connection: its tables can be queried with SQL.</summary>
internal sealed class LedgerCatalog(ILedger ledger) : ICatalog
{
    readonly IReadOnlyList<ITable> _tables = [.. LedgerTables.All.Select(t => new LedgerTable(ledger, t)), new ChangesTable(ledger)];

    public ValueTask<IReadOnlyList<ITable>> ListAsync(CancellationToken cancellationToken = default) => new(_tables);

    public ValueTask<ITable?> FindAsync(string name, CancellationToken cancellationToken = default) =>
        new(_tables.FirstOrDefault(t => t.Schema.IsNamed(name)));

    public async ValueTask<KnownCatalog> KnownAsync(CancellationToken cancellationToken = default) =>
        new([.. (await ListAsync(cancellationToken)).Select(t => new KnownTable(t.Schema, HasAllColumns: true))], AreAll: true);

    public void Set(Setting setting, string value) => throw new InvalidOperationException("The ledger has no settings.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
