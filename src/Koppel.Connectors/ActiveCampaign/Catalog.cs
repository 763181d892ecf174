using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Connectors.ActiveCampaign.Combined;
using Koppel.Connectors.ActiveCampaign.Loads;
using Koppel.Connectors.ActiveCampaign.Tables;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Load;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign;

/// <summary>The tables of an open account.</summary>
internal sealed class Catalog : ICatalog
{
    readonly Account _account;
    readonly IReadOnlyList<ITable> _tables;
    readonly WideTables _wide;
    readonly ObjectTables _objects;

    public Catalog(Account account)
    {
        _account = account;
        _objects = new ObjectTables(account);
        var contacts = new RestSource(Contacts.Table, account, Account.BasePath);
        var tags = new RestSource(Tags.Table, account, Account.BasePath);
        var sources = new Sources(account, contacts, tags, new RestSource(ContactTags.Table, account, Account.BasePath));
        var bulk = new Dictionary<RestTable, BulkWriter>
        {
            [Contacts.Table] = new(PlainRows.SideReads, request => PlainRows.Begin(sources, request),
                sources.BeginImports) { Takes = PlainRows.Takes,
                    Price = "a call for up to 250 contacts; below 10 contacts, a call each" },
            [ContactTags.Table] = new(TagLoad.SideReads, request => new TagLoad(sources, request, TagLoadKeys.Ids),
                sources.BeginImports) { Price = "a call for up to 250 contacts with all their tags; of few pairs, a call each" },
            [ContactLists.Table] = new([], request => ListRows.Begin(sources, request), sources.BeginImports) { Takes = ListRows.Takes },
        };
        _tables =
        [
            .. Declared.All.Select(table => WritableRestSource.Open(
                table with { Bulk = bulk.GetValueOrDefault(table) }, account, Account.BasePath)),
            new ContactTagsByEmail(sources),
            new SegmentContacts(account),
            ContactListsByEmail.Of(sources),
            AccountContactsByName.Of(sources),
        ];
        _wide = new WideTables(sources, (WritableRestSource)_tables.First(t => t.Schema.Name == Contacts.Table.Name));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ITable>> ListAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<ITable>>([.. _tables, .. _wide.Known()]);

    /// <inheritdoc/>
    public ValueTask<KnownCatalog> KnownAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(new KnownCatalog(
    [
        .. _tables.Select(t => Known(t.Schema, hasAllColumns: true)),
        .. _wide.KnownWithFields().Select(w => Known(w.Table.Schema, w.AreFieldsKnown)),
    ], AreAll: true) { OpenPrefixes = [CustomObjects.Prefix] });

    /// <inheritdoc/>
    public TimeSpan? Duration(long calls) => _account.Client.Duration(calls);

    /// <inheritdoc/>
    public async ValueTask<ITable?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        var wide = await _wide.FindAsync(name, cancellationToken);
        return wide ?? _tables.FirstOrDefault(t => t.Schema.IsNamed(name)) ?? await _objects.FindAsync(name, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<string> TestAsync(CancellationToken cancellationToken = default) =>
        $"the key of user {await KeyOwner.FindAsync(_account, cancellationToken)}";

    /// <inheritdoc/>
    public void Set(Setting setting, string value)
    {
        switch (setting.Name)
        {
            case "automations": _account.RunAutomations = Account.ParseAutomations(value); break;
            case "create_tags": _account.CreateTags = Setting.TryParseSwitch(value, out var tags) && tags; break;
            case "create_contacts": _account.CreateContacts = Setting.TryParseSwitch(value, out var contacts) && contacts; break;
            case "snapshot": _account.Snapshots = Account.ParseSnapshot(value); break;
            case "resubscribe": _account.Resubscribe = Setting.TryParseSwitch(value, out var resubscribe) && resubscribe; break;
            default: throw new InvalidOperationException($"The setting {setting.Name} cannot be changed.");
        }
    }

    /// <summary>A table with the names that columns of it hold, or that they refer to by name.</summary>
    KnownTable Known(TableSchema schema, bool hasAllColumns)
    {
        var values = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in schema.Columns)
        {
            var kind = column switch
            {
                { HoldsNames: true } => $"{schema.Name}.{column.Name}",
                { Type.Kind: ColumnKind.Text, References: "tags" } => "tags.tag",
                { Type.Kind: ColumnKind.Text, References: "lists" } => "lists.name",
                _ => null,
            };
            if (kind is not null && _account.Names.Of(kind) is { Count: > 0 } names) values[column.Name] = names;
        }
        return new KnownTable(schema, hasAllColumns) { Values = values };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _account.Dispose();
        return ValueTask.CompletedTask;
    }
}
