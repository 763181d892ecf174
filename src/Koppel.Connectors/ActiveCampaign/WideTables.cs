using Koppel.Connectors.ActiveCampaign.Fields;
using Koppel.Connectors.ActiveCampaign.Tables;
using Koppel.Sdk;
using Koppel.Sdk.Rest;

namespace Koppel.Connectors.ActiveCampaign;

/// <summary>
/// The tables whose columns are the account's own fields. They are made when a statement names one, from fields that are read then; a list of all
/// tables shows them with the fields that are known by now, since it makes no call.
/// </summary>
internal sealed class WideTables : IDisposable
{
    readonly Sources _sources;
    readonly WritableRestSource _contacts;
    readonly FieldDirectory _contactFields;
    (IReadOnlyList<CustomField> Fields, IReadOnlyList<ITable> Tables) _ofContacts;

    public WideTables(Sources sources, WritableRestSource contacts)
    {
        (_sources, _contacts) = (sources, contacts);
        _contactFields = new FieldDirectory(sources.Account, "fields", sources.Account.Environment.Time, FieldReader.Contacts);
        _ofContacts = ([], OfContacts([]));
    }

    /// <summary>The tables, with the fields that were read last.</summary>
    public IEnumerable<ITable> Known() => _ofContacts.Tables;

    /// <summary>The table of that name without regard to case, or null.</summary>
    /// <exception cref="ConnectorException">Its fields cannot be read.</exception>
    public async ValueTask<ITable?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (!_ofContacts.Tables.Any(t => t.Schema.IsNamed(name))) return null;
        var fields = await _contactFields.AllAsync(cancellationToken);
        if (!ReferenceEquals(fields, _ofContacts.Fields)) _ofContacts = (fields, OfContacts(fields));
        return _ofContacts.Tables.First(t => t.Schema.IsNamed(name));
    }

    /// <summary>A statement names a table. One that names the fields themselves may change them, so that they are read again when they are needed next.</summary>
    public void Bound(string name)
    {
        if (name.Equals("fields", StringComparison.OrdinalIgnoreCase) || name.Equals("fieldOptions", StringComparison.OrdinalIgnoreCase)) _contactFields.Forget();
    }

    /// <inheritdoc/>
    public void Dispose() => _contactFields.Dispose();

    IReadOnlyList<ITable> OfContacts(IReadOnlyList<CustomField> fields)
    {
        var table = new ContactsWithFields(_sources, _contacts, fields);
        return [table, new FieldValuesByEmail(_sources, new FieldNames(table.Fields))];
    }
}
