using Koppel.Connectors.ActiveCampaign.Tables;
using Koppel.Sdk;
using Koppel.Sdk.Rest;

namespace Koppel.Connectors.ActiveCampaign.Loading;

/// <summary>Gives a contact its tags by one call a tag.</summary>
internal sealed class SingleTagCalls(Account account, Pairs pairs, ChangeList changes, LoadBooks books) : ISingleCalls
{
    static readonly IReadOnlyList<Column> Columns = [ContactTags.Table.Schema.Find("contact")!, ContactTags.Table.Schema.Find("tag")!];

    readonly RowCalls _calls = new(ContactTags.Table, account);

    public async Task SendAsync(Change change, CancellationToken cancellationToken)
    {
        foreach (var row in changes.RowsOf(change).ToArray())
        {
            var pair = new RowBatch(Columns, 1);
            pair.AddRow();
            pair[0].SetLong(0, pairs.ContactOf(row));
            pair[1].SetLong(0, pairs.TagOf(row));
            var response = await _calls.InsertAsync(pair, 0, cancellationToken);
            if (response.IsSuccess) books.Changed(row);
            else books.Reject(row, $"{response.Route} answered {response.Status}: {RestErrors.Describe(response)}");
        }
    }
}
