using Koppel.Connectors.ActiveCampaign.Fields;
using Koppel.Connectors.ActiveCampaign.Loading;
using Koppel.Sdk;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>The values of contacts' fields, a row each, by address and field name: for exports that have them below each other.</summary>
internal sealed class FieldValuesByEmail : IScanTable, IWritableTable
{
    static readonly Column Email = Column.Text(ContactColumns.Email) with { IsKey = true, Required = true, IgnoresCase = true, References = "contacts" };
    static readonly Column Name = Column.Text("field") with { IsKey = true, Required = true, IgnoresCase = true, Description = "The field's column in ContactsWithFields, which is its personalisation tag; in a load, its title too" };
    static readonly Column Value = Column.Text("value") with { Description = "The value as text, several options as ||a||b||; an empty text empties the field" };

    readonly Sources _sources;
    readonly FieldNames _fields;
    readonly ContactScan<CustomField> _scan;

    public FieldValuesByEmail(Sources sources, FieldNames fields)
    {
        (_sources, _fields) = (sources, fields);
        _scan = new ContactScan<CustomField>(sources)
        {
            PartsOf = _ => ContactParts.Fields, Items = contact => fields.All.Where(f => contact.Field(f.Id).Length > 0),
            Set = (column, buffer, row, contact, field) => buffer.SetText(row, column.Name == Email.Name ? contact.Email : column.Name == Name.Name ? field.Name : FieldText.Normal(field, contact.Field(field.Id))),
        };
    }

    /// <inheritdoc/>
    public TableSchema Schema { get; } = new("FieldValuesByEmail", [Email, Name, Value])
    {
        Description = "The values of contacts' fields, by e-mail address and field name",
        Identity = [Email.Name, Name.Name],
        Verbs = TableVerbs.Select | TableVerbs.Insert | TableVerbs.Update,
        Refusals = new Dictionary<WriteOperation, string> { [WriteOperation.Delete] = "A row of FieldValuesByEmail cannot be deleted. Update its value to an empty text." },
    };

    /// <inheritdoc/>
    public IReadOnlyList<SideRead> SideReads => [];

    /// <inheritdoc/>
    public ScanPlan Plan(ScanRequest request) => _scan.Plan(request);

    /// <inheritdoc/>
    public ValueTask<ScanEstimate> EstimateAsync(ScanPlan plan, CancellationToken cancellationToken = default) => _scan.EstimateAsync(plan, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<RowBatch> ScanAsync(ScanPlan plan, CancellationToken cancellationToken = default) => _scan.ScanAsync(plan, new NameDirectories(_sources), cancellationToken);

    /// <inheritdoc/>
    public IWriteSession BeginWrite(WriteRequest request) =>
        new WishLoad(_sources, request, new NameDirectories(_sources), new FieldRows(request, _fields), new ContactKey(request, null));

    /// <inheritdoc/>
    public Task CarryOutAsync(IWriteJournal journal, CancellationToken cancellationToken = default) => _sources.CarryOutAsync(journal, cancellationToken);
}
