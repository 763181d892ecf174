using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Logs;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary>
/// The conditions that the list of deals takes. <c>search</c> looks where <c>search_field</c> says, and everywhere without it.
/// </summary>
internal static class DealFilters
{
    static readonly TimeSpan Soon = TimeSpan.FromHours(24);

    public static Filter[] All =>
    [
        Filter.Contains("title"), Filter.Equal("stage"), Filter.Equal("group"), Filter.Equal("status"), Filter.Equal("owner"),
        Filter.Equal("organization", "account"),
        Filter.OnRecord("nextdate_range", (store, deal, wanted) => IsInRange(store, deal, wanted)),
        Filter.OnRecord("tag", HasTag),
        Filter.OnRecord("tasktype",
            (store, deal, wanted) => DealTasks.Of(store, deal.Id).Any(task => task.IdOf("dealTasktype") == QueryText.ToInt(wanted))),
        Filter.OfMoment("created_before", deal => deal.Created, (moment, limit) => moment < limit),
        Filter.OfMoment("created_after", deal => deal.Created, (moment, limit) => moment >= limit),
        Filter.OfMoment("updated_before", deal => deal.Updated, (moment, limit) => moment < limit),
        Filter.OfMoment("updated_after", deal => deal.Updated, (moment, limit) => moment >= limit),
        // With the dollars before the point: 12.50 for 1250 cents.
        Filter.OnRecord(
            "minimum_value", (_, deal, wanted) => SentNumber.Of(wanted) is not { } least || deal.Number("value") >= least * 100),
        Filter.OnRecord("maximum_value", (_, deal, wanted) => SentNumber.Of(wanted) is not { } most || deal.Number("value") <= most * 100),
        Score("score_greater_than", (value, limit) => value > limit),
        Score("score_less_than", (value, limit) => value < limit),
        Score("score", (value, limit) => value == limit),
        Filter.Combined("filters[search]", query => query.Text("filters[search]") is { } wanted
            ? (store, row) => Found(store, (Record)row, wanted, query.Text("filters[search_field]") ?? "all")
            : null),
    ];

    static bool Found(Store store, Record deal, string wanted, string field)
    {
        var contact = Deals.ContactOf(store, deal);
        return field switch
        {
            "title" => Has(deal.Text("title"), wanted),
            "contact" => contact is not null && IsNamed(contact, wanted),
            "org" => contact is not null && Has(contact.OrganizationName, wanted),
            _ => Has(deal.Text("title"), wanted)
                || (contact is not null && (IsNamed(contact, wanted) || Has(contact.OrganizationName, wanted))),
        };
    }

    /// <summary>Of several words the first is looked for in the first name and the rest in the last name.</summary>
    static bool IsNamed(Contact contact, string wanted)
    {
        var words = wanted.Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 2
            ? Has(contact.FirstName, words[0]) && Has(contact.LastName, words[1])
            : Has(contact.FirstName, wanted) || Has(contact.LastName, wanted);
    }

    static bool IsInRange(Store store, Record deal, string wanted)
    {
        var due = DealTasks.NextOf(store, deal)?["duedate"] as DateTime?;
        var now = store.Now;
        return wanted switch
        {
            "upcoming" => due >= now && due <= now + Soon,
            "scheduled" => due > now + Soon,
            "overdue" => due < now,
            "no-task" => due is null,
            _ => true,
        };
    }

    /// <summary>A tag of the contact by its id; -1 for any, -2 for none.</summary>
    static bool HasTag(Store store, Record deal, string wanted)
    {
        var tags = Deals.ContactOf(store, deal)?.Tags ?? [];
        return QueryText.ToInt(wanted) switch { -1 => tags.Count > 0, -2 => tags.Count == 0,
            var id => tags.Exists(link => link.Tag.Id == id) };
    }

    static Filter Score(string name, Func<long, long, bool> compare) => Filter.OnRecord(name, (store, deal, wanted) =>
    {
        var parts = wanted.Split(':');
        return parts.Length == 2 && ScoreValues.Of(store, deal, QueryText.ToInt(parts[0])) is { } value
            && compare(value, QueryText.ToInt(parts[1]));
    });

    static bool Has(string text, string wanted) => text.Contains(wanted, StringComparison.OrdinalIgnoreCase);
}
