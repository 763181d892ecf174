using System.Globalization;
using Koppel.Connectors.Salesforce.Api;
using Koppel.Connectors.Salesforce.Describe;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Salesforce;

/// <summary>The objects of an open org.</summary>
internal sealed class OrgCatalog : ICatalog
{
    /// <summary>A path goes so many related records far. Source: Salesforce's page on limits of SOQL.</summary>
    const int LongestPath = 5;

    readonly Org _org;
    readonly ObjectDirectory _objects;

    public OrgCatalog(Org org)
    {
        _org = org;
        _objects = org.Environment.Shared?.Get($"{org.Connection} {org.Client.BaseAddress}", New) ?? New();

        ObjectDirectory New() => new(org.Environment.Time);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ITable>> ListAsync(CancellationToken cancellationToken = default) =>
        [.. (await _objects.ListAsync(_org, cancellationToken)).Select(o => new ListedObject(o))];

    /// <inheritdoc/>
    public ValueTask<ITable?> FindAsync(string name, CancellationToken cancellationToken = default) =>
        FindAsync(name, new HashSet<string>(), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ITable?> FindAsync(string name, IReadOnlySet<string> names, CancellationToken cancellationToken = default)
    {
        if (await _objects.FindAsync(_org, name, cancellationToken) is not { } found) return null;
        var fields = FieldColumns.Of(found).ToList();
        var known = fields.Select(f => f.Column.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var path in names.Where(n => n.Contains('.', StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            if (!known.Contains(path) && await RelatedAsync(found, path, cancellationToken) is { } related
                && known.Add(related.Column.Name))
                fields.Add(related);
        return new OrgTable(_org, found, fields, await _org.BasePathAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<KnownCatalog> KnownAsync(CancellationToken cancellationToken = default)
    {
        var described = _objects.KnownObjects.Select(o => ObjectSchema.Of(o, [.. FieldColumns.Of(o)])).ToDictionary(
            s => s.Name, StringComparer.OrdinalIgnoreCase);
        var listed = _objects.KnownList;
        var names = listed?.Select(ObjectSchema.Of).Select(s => described.GetValueOrDefault(s.Name, s)) ?? described.Values;
        // A path such as Account.Name is a column too, so that there may always be others.
        return ValueTask.FromResult(new KnownCatalog([.. names.Select(s => new KnownTable(s, HasAllColumns: false))], listed is not null));
    }

    /// <inheritdoc/>
    public async ValueTask<string> TestAsync(CancellationToken cancellationToken = default) => await _org.TestAsync(cancellationToken);

    /// <inheritdoc/>
    public void Set(Setting setting, string value)
    {
        switch (setting.Name)
        {
            case OrgOptions.DeletedName: _org.Options.Deleted = Setting.TryParseSwitch(value, out var on) && on; break;
            case OrgOptions.BulkAboveName:
                _org.Options.BulkAbove = (long)double.Parse(value, CultureInfo.InvariantCulture);
                break;
            default: throw new InvalidOperationException($"The setting {setting.Name} cannot be changed.");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _org.Dispose();
        if (_org.Environment.Shared is null) _objects.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The field behind a path such as <c>Account.Owner.Name</c>, or null when it leads nowhere.</summary>
    async Task<SoqlField?> RelatedAsync(OrgObject from, string path, CancellationToken cancellationToken)
    {
        var names = path.Split('.');
        if (names.Length > LongestPath + 1) return null;
        var (at, way) = (from, "");
        foreach (var (i, name) in names[..^1].Index())
        {
            if (at.Through(name) is not { } through) return null;
            if (through.IsPolymorphic && i == names.Length - 2 && names[^1].Equals("Type", StringComparison.OrdinalIgnoreCase))
                return FieldColumns.TypeOf(through, way);
            // Of rows of several objects, only the fields of the object Name can be spoken of.
            var to = through.IsPolymorphic ? "Name" : through.ReferenceTo.Count > 0 ? through.ReferenceTo[0] : null;
            if (to is null || await _objects.DescribeAsync(_org, to, cancellationToken) is not { } next) return null;
            (at, way) = (next, $"{way}{through.RelationshipName}.");
        }
        return at.Find(names[^1]) is { } field ? FieldColumns.Related(way.TrimEnd('.'), field) : null;
    }

    /// <summary>An object in the list: what fields it has is asked when it is used.</summary>
    sealed class ListedObject(ObjectSummary its) : ITable
    {
        public TableSchema Schema { get; } = ObjectSchema.Of(its);
    }
}
