using System.Globalization;
using System.Runtime.CompilerServices;
using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Http;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Segments;

/// <summary>
/// Finds the contacts of a segment by the list of contacts, a hundred a call, where the account's plan has no segment matching. The list's
/// answer is kept for an hour, so the first call asks for a fresh one (<c>forceQuery</c>). That may only begin to look: nobody in the
/// answer means "not yet" as well as "nobody". Pages are asked for by offset and without an order, as the vendor says.
/// </summary>
internal sealed class SegmentList(Account account)
{
    /// <summary>So often it is asked again whether there is really nobody, a second longer each time.</summary>
    const int Attempts = 4;

    static readonly RestTable Table = new("segmentContacts", Item: "contact")
    {
        List = "contacts",
        Path = "contacts",
        Paging = Pages.ByOffset,
        Columns = [Column.Key("contact") with { Field = "id" }, Column.BigInt("segment")],
        Filters = [Filter.Query("segment", "segmentid", Match.Exact) with { Gives = true }],
        Unlisted = "The list tells nobody's segment. Ask for one.",
    };

    readonly RestSource _source = new(Table, account, Account.BasePath);

    /// <summary>The contacts, page by page.</summary>
    public async IAsyncEnumerable<IReadOnlyList<long>> ContactsAsync(
        long segment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var text = segment.ToString(CultureInfo.InvariantCulture);
        await account.Client.SendAsync(
            new RestRequest(HttpMethod.Get,
                UrlPath.Of("contacts").Query("segmentid", text).Query("forceQuery", "1").Query("limit", "1").ToString()) { Pattern =
                    "contacts" }, cancellationToken);
        var plan =
            new ScanRequest { Columns = [Table.Key], Predicates = [new Predicate.Compare("segment", ComparisonOperator.Equal, segment)] };
        var isEmpty = true;
        for (var attempt = 0; isEmpty && attempt <= Attempts; attempt++)
        {
            if (attempt > 0) await account.Client.DelayAsync(TimeSpan.FromSeconds(attempt), cancellationToken);
            await foreach (var batch in _source.ScanAsync(_source.Plan(plan), cancellationToken))
            {
                isEmpty = false;
                yield return [.. Enumerable.Range(0, batch.Count).Select(r => batch[0].Longs[r])];
            }
        }
    }
}
