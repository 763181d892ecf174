using Koppel.Connectors.ActiveCampaign.Loading;
using Koppel.Sdk;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// How contacts stand to lists, by address and name: for people who know no ids. A row is no mere link that could be removed and put back: nobody
/// is taken off a list without a trace.
/// </summary>
internal sealed class ContactListsByEmail : IScanTable, IWritableTable
{
    static readonly Column Email = Column.Text(ContactColumns.Email) with { IsKey = true, Required = true, IgnoresCase = true, References = "contacts" };
    static readonly Column List = Column.Text("list") with { IsKey = true, Required = true, IgnoresCase = true, Description = "The list's name" };
    static readonly Column Status = Column.Text("status") with { Required = true, IgnoresCase = true, Description = $"{string.Join(", ", ListStatusWords.All[..^1])} or {ListStatusWords.All[^1]}; a load can give active and unsubscribed" };

    readonly Sources _sources;

    public ContactListsByEmail(Sources sources) => _sources = sources;

    /// <inheritdoc/>
    public TableSchema Schema { get; } = new("ContactListsByEmail", [Email, List, Status])
    {
        Description = "How contacts stand to lists, by e-mail address and list name",
        Identity = [Email.Name, List.Name],
        Verbs = TableVerbs.Select | TableVerbs.Insert | TableVerbs.Update,
        Refusals = new Dictionary<WriteOperation, string> { [WriteOperation.Delete] = "A row of ContactListsByEmail cannot be deleted: the API takes nobody off a list without a trace. Update its status to unsubscribed." },
    };

    /// <inheritdoc/>
    public IReadOnlyList<SideRead> SideReads => [];

    /// <inheritdoc/>
    public ScanPlan Plan(ScanRequest request) => Scan(new NameDirectories(_sources)).Plan(request);

    /// <inheritdoc/>
    public ValueTask<ScanEstimate> EstimateAsync(ScanPlan plan, CancellationToken cancellationToken = default) => Scan(new NameDirectories(_sources)).EstimateAsync(plan, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<RowBatch> ScanAsync(ScanPlan plan, CancellationToken cancellationToken = default)
    {
        var names = new NameDirectories(_sources);
        return Scan(names).ScanAsync(plan, names, cancellationToken);
    }

    /// <inheritdoc/>
    public IWriteSession BeginWrite(WriteRequest request)
    {
        var names = new NameDirectories(_sources);
        return new WishLoad(_sources, request, names, new ListRows(request, names.Lists), new ContactKey(request, null));
    }

    /// <inheritdoc/>
    public Task CarryOutAsync(IWriteJournal journal, CancellationToken cancellationToken = default) => _sources.CarryOutAsync(journal, cancellationToken);

    ContactScan<KeyValuePair<long, ListStatus>> Scan(NameDirectories names) => new(_sources)
    {
        PartsOf = _ => ContactParts.Lists,
        Items = contact => contact.Lists.OrderBy(l => l.Key),
        Set = (column, buffer, row, contact, on) => buffer.SetText(row, column.Name == Email.Name ? contact.Email : column.Name == List.Name ? names.Lists.Name(on.Key) : on.Value.ToWord()),
    };
}
