using Koppel.Engine.Hosting;
using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Assist;

/// <summary>What is known of tables: those of connections, those of the session, and those that a script makes.</summary>
/// <param name="beside">Where it is looked up.</param>
/// <param name="mayCall">A remote system may be asked for what is not known.</param>
internal sealed class Knowledge(Beside beside, bool mayCall)
{
    readonly Dictionary<string, KnownCatalog> _catalogs = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, Relation> _made = new(StringComparer.OrdinalIgnoreCase);
    IReadOnlyDictionary<string, bool>? _own;

    /// <summary>The connections by name, the ledger's and that of what there is among them.</summary>
    public IReadOnlyList<ConnectionSettings> Connections =>
        [.. beside.Workspace.Connections.All, .. new[] { Names.System, Names.Ledger }.Select(beside.Workspace.Connections.Find)
            .OfType<ConnectionSettings>()];

    /// <summary>The tables that the script has made so far.</summary>
    public IReadOnlyDictionary<string, Relation> Made => _made;

    /// <summary>The names of the session's own tables, and whether one is a view.</summary>
    public IReadOnlyDictionary<string, bool> Own => _own ??= beside.OwnTables();

    /// <summary>What has been looked up of a connection, or null.</summary>
    public KnownCatalog? Known(string alias) => _catalogs.GetValueOrDefault(alias);

    /// <summary>A statement of the script makes a table, or drops it.</summary>
    public void Make(string name, Relation? made)
    {
        if (made is null) _made.Remove(name);
        else _made[name] = made;
    }

    /// <summary>What is known of a connection; null when there is none of that name.</summary>
    public async Task<KnownCatalog?> CatalogAsync(string alias, CancellationToken cancellationToken)
    {
        if (_catalogs.TryGetValue(alias, out var known)) return known;
        if (beside.Workspace.Connections.Find(alias) is not { } connection) return null;
        try
        {
            known = await beside.Workspace.Connections.Open(connection).KnownAsync(cancellationToken);
        }
        catch (ConnectorException)
        {
            known = KnownCatalog.Nothing; // What cannot be looked into says so when a statement reads it.
        }
        return _catalogs[alias] = known;
    }

    /// <summary>Looks up the tables that a statement names, so that <see cref="Find"/> has them.</summary>
    public async Task NeedAsync(string script, IReadOnlyList<Token> words, CancellationToken cancellationToken)
    {
        for (var i = 1; i + 1 < words.Count; i++)
        {
            if (words[i].Kind != TokenKind.At || !words[i - 1].IsName || !words[i + 1].IsName) continue;
            var (reference, _, _) = TableReference.Around(script, words, i);
            if (Names.IsMemory(reference.Alias) || await CatalogAsync(reference.Alias, cancellationToken) is not { } catalog) continue;
            if (mayCall && catalog.Find(reference.FullName) is not { HasAllColumns: true })
                await AskAsync(reference, catalog, cancellationToken);
        }
    }

    /// <summary>The table of a name, when it is known; without a connection, one of the session or of the script.</summary>
    public Relation? Find(string name, string? alias)
    {
        if (alias is not null && !Names.IsMemory(alias))
            return _catalogs.GetValueOrDefault(alias)?.Find(name) is { } table ? Of(table, beside.Workspace.Connections.Find(alias)!.Name)
                : null;
        if (_made.TryGetValue(name, out var made)) return made;
        if (!Own.TryGetValue(name, out var isView)) return null;
        var columns = isView ? [] : beside.ColumnsOf(name);
        return new Relation(name, Names.Memory,
            [.. columns.Select(c => new RelationColumn(c.Name, c.Type) { Of = Names.Reference(name, Names.Memory) })], columns.Count > 0);
    }

    /// <summary>A table of a connection.</summary>
    public static Relation Of(KnownTable table, string connection) => new(table.Schema.Name, connection,
    [
        .. table.Schema.Columns.Select(c => new RelationColumn(c.Name, c.Type.ToString())
        {
            Its = c, Of = Names.Reference(table.Schema.Name, connection),
            Values = c.Choices.Count > 0 ? c.Choices : table.Values.GetValueOrDefault(c.Name) ?? [],
        }),
    ], table.HasAllColumns) { Schema = table.Schema };

    async Task AskAsync(TableReference reference, KnownCatalog catalog, CancellationToken cancellationToken)
    {
        try
        {
            var connection = beside.Workspace.Connections.Find(reference.Alias)!;
            if (await beside.Workspace.Connections.Open(connection).FindAsync(reference.FullName, cancellationToken) is not { } table)
                return;
            var asked = new KnownTable(table.Schema, table is IScanTable)
                { Values = catalog.Find(table.Schema.Name)?.Values ?? new Dictionary<string, IReadOnlyList<string>>() };
            _catalogs[reference.Alias] =
                catalog with { Tables = [.. catalog.Tables.Where(t => t.Schema.Name != table.Schema.Name), asked] };
        }
        catch (ConnectorException)
        {
            // It cannot be asked now; a run says why.
        }
    }
}
