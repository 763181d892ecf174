using System.Runtime.CompilerServices;
using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Connectors.ActiveCampaign.Loads;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Combined;

/// <summary>Which contact has which tag, by address and name: for people who know no ids.</summary>
internal sealed class ContactTagsByEmail(Sources sources) : IScanTable, IWritableTable
{
    static readonly Column Email = Column.Text("email") with { IsKey = true, Required = true, IgnoresCase = true, References = "contacts" };
    static readonly Column Tag =
        Column.Text("tag") with { IsKey = true, Required = true, IgnoresCase = true, References = "tags", Description = "The tag's name" };

    /// <inheritdoc/>
    public TableSchema Schema { get; } = new("ContactTagsByEmail", [Email, Tag])
    {
        Description = "Which contact has which tag, by e-mail address and tag name",
        Identity = ["email", "tag"],
        Verbs = TableVerbs.Select | TableVerbs.Insert | TableVerbs.Delete,
    };

    /// <inheritdoc/>
    public IReadOnlyList<SideRead> SideReads => TagLoad.SideReads;

    /// <inheritdoc/>
    public ScanPlan Plan(ScanRequest request)
    {
        // What limits the contacts limits the rows; a tag's name is checked by the engine.
        var contacts = sources.Contacts.Plan(new ScanRequest
        {
            Columns = sources.ContactColumns,
            Predicates = [.. request.Predicates.Where(IsOfContact)],
        });
        var answers = new Queue<PredicateAnswer>(contacts.Answers);
        return new PairPlan
        {
            Request = request,
            Contacts = contacts,
            Answers = [
                .. request.Predicates.Select(
                    p => IsOfContact(p) ? answers.Dequeue() with { Predicate = p } : new PredicateAnswer(p, Match.Unsupported, ""))],
            Requests = [.. contacts.Requests, $"GET {Account.BasePath}tags in pages of 100"],
        };
    }

    /// <inheritdoc/>
    public async ValueTask<ScanEstimate> EstimateAsync(ScanPlan plan, CancellationToken cancellationToken = default)
    {
        var contacts = await sources.Contacts.EstimateAsync(((PairPlan)plan).Contacts, cancellationToken);
        return contacts with { Calls = contacts.Calls + 1, AreRowsAssumed = true }; // A contact has any number of tags.
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RowBatch> ScanAsync(ScanPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var tags = new TagDirectory();
        await tags.ReadAllAsync(sources, cancellationToken);
        var columns = plan.Request.Columns;
        var (email, tag) = (columns.ToList().IndexOf(Email), columns.ToList().IndexOf(Tag));
        var batch = new RowBatch(columns);
        await foreach (var contacts in sources.Contacts.ScanAsync(((PairPlan)plan).Contacts, cancellationToken))
        {
            for (var c = 0; c < contacts.Count; c++)
            {
                foreach (var id in contacts[2].Lists[c])
                {
                    if (batch.IsFull)
                    {
                        yield return batch;
                        batch.Clear();
                    }
                    var row = batch.AddRow();
                    if (email >= 0) batch[email].CopyFrom(contacts[1], c, row);
                    if (tag >= 0) batch[tag].SetText(row, tags.Name(id));
                }
            }
        }
        if (batch.Count > 0) yield return batch;
    }

    /// <inheritdoc/>
    public IWriteSession BeginWrite(WriteRequest request) => request.Operation switch
    {
        WriteOperation.Insert => new TagLoad(sources, request, TagLoadKeys.Names),
        WriteOperation.Delete => new TagRemoval(sources, request),
        _ => throw new ConnectorException(
            ConnectorErrorKind.NotSupported, "A row of ContactTagsByEmail has nothing that could be updated.") { Table = Schema.Name },
    };

    /// <inheritdoc/>
    public IReadOnlyList<ICallKind> BeginCalls() => sources.BeginCalls();

    static bool IsOfContact(Predicate predicate) => predicate.Column.Equals(Email.Name, StringComparison.OrdinalIgnoreCase);

    sealed class PairPlan : ScanPlan
    {
        public required ScanPlan Contacts { get; init; }
    }
}
