using Koppel.Connectors.ActiveCampaign.Combined;
using Koppel.Connectors.ActiveCampaign.Fields;
using Koppel.Connectors.ActiveCampaign.Loads;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Load;

namespace Koppel.Connectors.ActiveCampaign;

/// <summary>
/// The tables whose columns are the account's own fields. They are made when a statement names one, from fields that are read then; a list
/// of all tables shows them with the fields that are known by now, since it makes no call.
/// </summary>
internal sealed class WideTables
{
    readonly List<WideGroup> _groups;

    public WideTables(Sources sources, WritableRestSource contacts)
    {
        _groups =
        [
            new(new FieldDirectory(sources.Account, "fields", FieldReader.Contacts), ["fields", "fieldOptions"],
                fields => OfContacts(sources, contacts, fields)),
            .. TablesWithFields.All.Select(table => new WideGroup(
                new FieldDirectory(sources.Account, table.Meta, page => FieldReader.Meta(page, table.Meta)), [table.Meta],
                fields => [new RowsWithFields(sources, table, fields)])),
        ];
    }

    /// <summary>The tables, with the fields that were read last.</summary>
    public IEnumerable<ITable> Known() => _groups.SelectMany(g => g.Tables);

    /// <summary>As above, each with whether the fields were read; the fields that any session read last.</summary>
    public IEnumerable<(ITable Table, bool AreFieldsKnown)> KnownWithFields() =>
        _groups.SelectMany(g => g.Last().Select(t => (t, g.Fields.Last is not null)));

    /// <summary>The table of that name without regard to case, or null.</summary>
    /// <exception cref="ConnectorException">Its fields cannot be read.</exception>
    public async ValueTask<ITable?> FindAsync(string name, CancellationToken cancellationToken)
    {
        // A statement that names the fields may change them, so that they are read again when they are needed next.
        foreach (var group in _groups.Where(g => g.FieldTables.Contains(name, StringComparer.OrdinalIgnoreCase))) group.Fields.Forget();
        return _groups.Find(g => g.Tables.Any(t => t.Schema.IsNamed(name))) is { } found
            ? (await found.ReadAsync(cancellationToken)).First(t => t.Schema.IsNamed(name))
            : null;
    }

    static IReadOnlyList<ITable> OfContacts(Sources sources, WritableRestSource contacts, IReadOnlyList<CustomField> fields)
    {
        var columns = ContactsWithFields.Columns(fields);
        return [ContactsWithFields.Of(sources, contacts, columns), FieldValuesByEmail.Of(sources, new FieldNames(columns))];
    }

    /// <summary>Tables that go by the same fields.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="fieldTables">The tables of the API that change them.</param>
    /// <param name="make">Makes the tables.</param>
    sealed class WideGroup(
        FieldDirectory fields, IReadOnlyList<string> fieldTables, Func<IReadOnlyList<CustomField>, IReadOnlyList<ITable>> make)
    {
        IReadOnlyList<CustomField> _of = [];

        public FieldDirectory Fields => fields;

        public IReadOnlyList<string> FieldTables => fieldTables;

        public IReadOnlyList<ITable> Tables { get; private set; } = make([]);

        public IReadOnlyList<ITable> Last() => fields.Last is not { } read || ReferenceEquals(read, _of) ? Tables : make(read);

        public async ValueTask<IReadOnlyList<ITable>> ReadAsync(CancellationToken cancellationToken)
        {
            var read = await fields.AllAsync(cancellationToken);
            if (!ReferenceEquals(read, _of)) (_of, Tables) = (read, make(read));
            return Tables;
        }
    }
}
