using Koppel.Connectors.ActiveCampaign.Loading;
using Koppel.Sdk;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>Which contact is on which account, and as what, by address and name. A contact is on one account, so its address alone tells the row.</summary>
internal sealed class AccountContactsByName : IScanTable, IWritableTable
{
    static readonly Column Email = Column.Text(ContactColumns.Email) with { IsKey = true, Required = true, IgnoresCase = true };
    static readonly Column OnAccount = Column.Text(ContactColumns.Account) with { Required = true, IgnoresCase = true, References = "accounts", Description = "The account's name; an update to another one moves the contact, an empty text takes it off" };
    static readonly Column JobTitle = Column.Text(ContactColumns.JobTitle) with { Description = "What the contact does there" };

    readonly Sources _sources;

    public AccountContactsByName(Sources sources) => _sources = sources;

    /// <inheritdoc/>
    public TableSchema Schema { get; } = new("AccountContactsByName", [Email, OnAccount, JobTitle])
    {
        Description = "Which contact is on which account, by e-mail address and account name",
        Identity = [Email.Name],
        Verbs = TableVerbs.Select | TableVerbs.Insert | TableVerbs.Update,
        Refusals = new Dictionary<WriteOperation, string> { [WriteOperation.Delete] = "A row of AccountContactsByName cannot be deleted. Update its account to an empty text, or delete from accountContacts." },
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
        return new WishLoad(_sources, request, names, new AccountRows(request, names), new ContactKey(request, null));
    }

    /// <inheritdoc/>
    public Task CarryOutAsync(IWriteJournal journal, CancellationToken cancellationToken = default) => _sources.CarryOutAsync(journal, cancellationToken);

    ContactScan<AccountLink> Scan(NameDirectories names) => new(_sources)
    {
        PartsOf = _ => ContactParts.Account,
        Items = contact => contact.Account is { } link ? [link] : [],
        Set = (column, buffer, row, contact, link) => buffer.SetText(row, column.Name == Email.Name ? contact.Email : column.Name == OnAccount.Name ? names.Accounts.Name(link.Account) : link.JobTitle.Length == 0 ? null : link.JobTitle),
    };
}
