using Koppel.Connectors.ActiveCampaign.Fields;
using Koppel.Connectors.ActiveCampaign.Loading;
using Koppel.Sdk;
using Koppel.Sdk.Rest;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>The contacts, each with its fields, tags, lists and account in one row: read a hundred a call, written 250 a call.</summary>
internal sealed class ContactsWithFields : IScanTable, IWritableTable
{
    static readonly Column Tags = new(ContactColumns.Tags, TextLists.Type) { Description = "Names of its tags; an insert adds to them, an update replaces them" };
    static readonly Column Lists = new(ContactColumns.Lists, TextLists.Type) { Description = "Names of the lists that it is active on; an insert adds to them, an update replaces them" };
    static readonly Column OnAccount = Column.Text(ContactColumns.Account) with { IgnoresCase = true, Description = "Name of its account" };

    readonly Sources _sources;
    readonly WritableRestSource _contacts;
    readonly FieldColumns _fields;
    readonly NameDirectories _names;
    readonly ContactScan<ContactState> _scan;

    public ContactsWithFields(Sources sources, WritableRestSource contacts, IReadOnlyList<CustomField> fields)
    {
        var own = ContactDetails.Table.Columns.Where(c => c.Type.Kind != ColumnKind.Json).ToList();
        (_sources, _contacts, _names) = (sources, contacts, new NameDirectories(sources));
        _fields = new FieldColumns(fields, [.. own.Select(c => c.Name), Tags.Name, Lists.Name, OnAccount.Name], canBeEmptied: true);
        var cells = new ContactCells(_fields, _names.Tags, _names.Lists, _names.Accounts);
        _scan = new ContactScan<ContactState>(sources) { PartsOf = cells.PartsOf, Items = c => [c], Set = (column, buffer, row, contact, _) => cells.Set(column, buffer, row, contact), IsOneEach = true };
        Schema = new TableSchema("ContactsWithFields", [.. own.Where(c => !c.ReadOnly || c.IsKey), .. _fields.Columns, Tags, Lists, OnAccount, .. own.Where(c => c.ReadOnly && !c.IsKey)])
        {
            Description = "The contacts, each with a column for every field of the account, its tags, its lists and its account",
            Identity = [ContactColumns.Email],
            Verbs = TableVerbs.Select | TableVerbs.Insert | TableVerbs.Update | TableVerbs.Delete,
        };
    }

    /// <inheritdoc/>
    public TableSchema Schema { get; }

    /// <summary>The columns of the fields.</summary>
    public FieldColumns Fields => _fields;

    /// <inheritdoc/>
    public IReadOnlyList<SideRead> SideReads => [];

    /// <inheritdoc/>
    public ScanPlan Plan(ScanRequest request) => _scan.Plan(request);

    /// <inheritdoc/>
    public ValueTask<ScanEstimate> EstimateAsync(ScanPlan plan, CancellationToken cancellationToken = default) => _scan.EstimateAsync(plan, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<RowBatch> ScanAsync(ScanPlan plan, CancellationToken cancellationToken = default) => _scan.ScanAsync(plan, _names, cancellationToken);

    /// <inheritdoc/>
    public IWriteSession BeginWrite(WriteRequest request)
    {
        if (request.Operation == WriteOperation.Delete) return _contacts.BeginWrite(request);
        var names = new NameDirectories(_sources);
        return new WishLoad(_sources, request, names, new WideRows(_sources.Account, request, _fields, names), new ContactKey(request, request.Operation == WriteOperation.Update ? ContactColumns.Id : null));
    }

    /// <inheritdoc/>
    public Task CarryOutAsync(IWriteJournal journal, CancellationToken cancellationToken = default) => _sources.CarryOutAsync(journal, cancellationToken);
}
