using System.Globalization;
using System.Runtime.CompilerServices;
using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Connectors.ActiveCampaign.Segments;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Combined;

/// <summary>
/// Who is in which segment, asked segment by segment: by segment matching, or where the account's plan lacks it by the list of contacts.
/// </summary>
internal sealed class SegmentContacts(Account account) : IScanTable
{
    /// <summary>Finding out the other id, and the first page.</summary>
    const int CallsEach = 2;

    static readonly Column Segment =
        Column.BigInt("segment") with { IsKey = true, References = "segments", Description = "The segment's id" };
    static readonly Column SegmentV2 = Column.Text("segmentV2") with { Description = "The segment's id in the newer API" };
    static readonly Column Contact = Column.BigInt("contact") with { IsKey = true, References = "contacts" };

    readonly SegmentDirectory _directory = new(account);
    readonly SegmentMatcher _matcher = new(account);
    readonly SegmentList _list = new(account);

    /// <inheritdoc/>
    public TableSchema Schema { get; } = new("segmentContacts", [Segment, SegmentV2, Contact])
    {
        Description = "Which contacts are in a segment; a segment must be asked for",
        Identity = ["segment", "contact"],
    };

    /// <inheritdoc/>
    public ScanPlan Plan(ScanRequest request)
    {
        var asked = request.Predicates.FirstOrDefault(p => p.AnyOf is not null && (Is(p, Segment) || Is(p, SegmentV2)));
        var segments = asked?.AnyOf!.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)!).Where(s => s.Length > 0)
            .Distinct(StringComparer.Ordinal).ToList();
        return new SegmentPlan
        {
            Request = request,
            Segments = segments ?? [],
            AreOlder = asked is not null && Is(asked, Segment),
            Answers = [
                .. request.Predicates.Select(
                    p => p == asked ? new PredicateAnswer(p, Match.Exact, "in the path") : new PredicateAnswer(p, Match.Unsupported, ""))],
            Requests = segments is null ? ["nothing: no segment is named"]
                : [$"GET {Account.BasePath}segmentMatchAll/{{segment}} in pages of 10,000",
                    $"GET {Account.BasePath}contacts?segmentid=… in pages of 100, where the account's plan has no segment matching"],
            Calls = segments is null ? null : CallsEach * segments.Count,
            Refusal = segments is null
                ? "segmentContacts tells the contacts of a segment that you name, since the API has no list of all. Write where segment = "
                    + "…, or join it to segments on its id."
                : null,
        };
    }

    /// <inheritdoc/>
    public ValueTask<ScanEstimate> EstimateAsync(ScanPlan plan, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(plan.Calls is { } calls
            ? new ScanEstimate(1_000 * calls, calls) { AreRowsAssumed = true }
            : new ScanEstimate(100_000, long.MaxValue) { AreRowsAssumed = true, AreCallsAssumed = true });

    /// <inheritdoc/>
    public async IAsyncEnumerable<RowBatch> ScanAsync(ScanPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (plan.Refusal is { } reason) throw new ConnectorException(ConnectorErrorKind.NotSupported, reason) { Table = Schema.Name };
        var asked = (SegmentPlan)plan;
        foreach (var segment in asked.Segments)
        {
            var ids = asked.AreOlder || asked.Request.Columns.Contains(Segment)
                ? await _directory.FindAsync(segment, asked.AreOlder, cancellationToken)
                : new SegmentIds(null, segment);
            if (ids is null) Tell(plan, $"there is no segment {segment}");
            else
                await foreach (var contacts in ContactsAsync(ids, plan, cancellationToken))
                    foreach (var chunk in contacts.Chunk(RowBatch.Capacity)) yield return Batch(plan.Request.Columns, ids, chunk);
        }
    }

    async IAsyncEnumerable<IReadOnlyList<long>> ContactsAsync(
        SegmentIds ids, ScanPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (ids.Newer is not null && await _matcher.BeginAsync(ids.Newer, cancellationToken) is { } run)
        {
            await foreach (var contacts in _matcher.ContactsAsync(run, cancellationToken)) yield return contacts;
            yield break;
        }
        var older = ids.Older ?? (await _directory.FindAsync(ids.Newer!, isOlder: false, cancellationToken))?.Older;
        Tell(plan, older is null ? $"there is no segment {ids.Newer}"
            : "read by contacts?segmentid=, a hundred a call, since the account's plan has no segment matching; the account keeps who is "
                + "in a segment for up to an hour");
        if (older is null) yield break;
        await foreach (var contacts in _list.ContactsAsync(older.Value, cancellationToken)) yield return contacts;
    }

    static bool Is(Predicate predicate, Column column) => predicate.Column.Equals(column.Name, StringComparison.OrdinalIgnoreCase);

    static void Tell(ScanPlan plan, Note note)
    {
        if (!plan.Notes.Contains(note)) plan.Notes = [.. plan.Notes, note];
    }

    static RowBatch Batch(IReadOnlyList<Column> columns, SegmentIds ids, IReadOnlyList<long> contacts)
    {
        var batch = new RowBatch(columns);
        foreach (var contact in contacts)
        {
            var row = batch.AddRow();
            for (var c = 0; c < columns.Count; c++)
            {
                if (columns[c] == Contact) batch[c].SetLong(row, contact);
                else if (columns[c] == SegmentV2) batch[c].SetText(row, ids.Newer);
                else if (ids.Older is { } older) batch[c].SetLong(row, older);
                else batch[c].SetNull(row);
            }
        }
        return batch;
    }

    sealed class SegmentPlan : ScanPlan
    {
        public required IReadOnlyList<string> Segments { get; init; }

        public required bool AreOlder { get; init; }
    }
}
