using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Tests.Testing;

/// <summary>A kind of system whose tables are rows in memory. Each connection has its own tables.</summary>
sealed class MemoryConnector(params (string Connection, ITable[] Tables)[] connections) : IConnector
{
    public string Type => "rows";

    public string Description => "Rows in memory.";

    public IReadOnlyList<Setting> Settings { get; } =
    [
        new("automations", "Whether automations start.") { Kind = SettingKind.Word, Words = ["run", "skip"], Changeable = true },
        new("pace", "Calls a second.") { Kind = SettingKind.Number, Changeable = true },
        new("token", "The key.") { Secret = true },
    ];

    /// <summary>What <c>set</c> changed, in order.</summary>
    public List<string> Changes { get; } = [];

    /// <summary>The connections, as a configuration would have them.</summary>
    public IReadOnlyList<ConnectionSettings> All { get; } =
        [.. connections.Select(c => new ConnectionSettings(c.Connection, "rows", new Dictionary<string, string>()))];

    public ICatalog Open(ConnectionSettings settings, ConnectorEnvironment environment)
    {
        var tables = connections.Single(c => c.Connection == settings.Name).Tables;
        foreach (var table in tables.OfType<MemoryTable>()) (table.Environment, table.Connection) = (environment, settings.Name);
        return new Catalog(this, settings.Name, tables);
    }

    sealed class Catalog(MemoryConnector owner, string connection, ITable[] tables) : ICatalog
    {
        public ValueTask<IReadOnlyList<ITable>> ListAsync(CancellationToken cancellationToken = default) =>
            tables.OfType<MemoryTable>().FirstOrDefault(t => t.FailsToList) is { } broken ? throw broken.Failure : new(tables);

        public ValueTask<ITable?> FindAsync(string name, CancellationToken cancellationToken = default) =>
            new(tables.FirstOrDefault(t => t.Schema.IsNamed(name)));

        public ValueTask<KnownCatalog> KnownAsync(CancellationToken cancellationToken = default) =>
            new(new KnownCatalog([.. tables.Select(t => new KnownTable(t.Schema, t is MemoryTable))], AreAll: true));

        public void Set(Setting setting, string value) => owner.Changes.Add($"{setting.Name}@{connection} = {value}");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
