using System.Security.Cryptography;
using System.Text;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary>
/// <c>/deals</c>. Values are cents without decimals; a deal in a pipeline that the key's user may not see shows its title and no more.
/// </summary>
internal static class Deals
{
    /// <summary>What shows of a deal that may not be seen.</summary>
    static readonly string[] Little = ["title", "id", "isDisabled"];

    /// <summary>The user whose key calls.</summary>
    const int Caller = 1;

    public static readonly Resource Resource = new("deals", "deal", "Deal",
    [
        Computed("hash", Kind.Text, (_, deal) => Hash(deal.Id)).In(Shown.Always),
        Reference("owner").Echoed(), Reference("contact"),
        Computed("organization", Kind.Reference, (_, deal) => deal["account"]).In(Shown.Always),
        Reference("group").Echoed(), Reference("stage").Echoed(), Text("title").Required("The deal title was not provided."),
        Text("description"), Number("percent"),
        Created("cdate"), Updated("mdate"),
        Computed("nextdate", Kind.Moment, (store, deal) => DealTasks.NextOf(store, deal)?["duedate"]).In(Shown.Always),
        Computed("nexttaskid", Kind.Reference, (store, deal) => DealTasks.NextOf(store, deal)?.Id).In(Shown.One | Shown.Changed),
        // A list says 0 where a single row says null; in 2020 it said null too.
        Computed("nexttaskid", Kind.Number, (store, deal) => DealTasks.NextOf(store, deal)?.Id ?? 0).In(Shown.List | Shown.Beside)
            .Since(Ages.January2025),
        Computed("nexttaskid", Kind.Reference, (store, deal) => DealTasks.NextOf(store, deal)?.Id).In(Shown.List | Shown.Beside)
            .Before(Ages.January2025),
        Number("value").Required("The deal value was not provided."), Text("currency").Required("The deal currency was not provided."),
        Real("winProbability").ReadOnly().Echoed(), Moment("winProbabilityMdate").ReadOnly().Echoed(), Number("status"),
        Computed("activitycount", Kind.Number, (store, deal) => store.Table(DealActivities.Resource).Where("deal", deal.Id).Length),
        Computed("nextdealid", Kind.Number, (_, deal) => deal.Id), new Column("edate", Kind.Stamp).ReadOnly(),
        Computed("fields", Kind.Json, (_, _) => null).In(Shown.Never),
        Links("dealActivities", "contact", "contactDeals", "group", "nextTask", "notes", "account", "customerAccount", "organization",
            "owner", "scoreValues", "stage", "tasks", "dealCustomFieldData"),
        Id(), Computed("isDisabled", Kind.Bool, (store, deal) => !IsSeen(store, deal)).In(Shown.Always),
        Reference("account").Echoed(), Computed("customerAccount", Kind.Reference, (_, deal) => deal["account"]).In(Shown.Always),
        .. DealOrders.Columns,
    ])
    {
        Total = TotalKind.Number,
        IsTotalLast = true,
        CreatedOrder = ["cdate", "mdate", "organization", "nextdate", "hash", "winProbability", "winProbabilityMdate", "links", "id",
            "isDisabled", "account", "customerAccount"],
        Only = (store, deal) => IsSeen(store, (Record)deal) ? null : Little,
        Filters = DealFilters.All,
        Orders = ["title", "value", "cdate", "contact_name", "contact_orgname", "next-action"],
        MetaOfFound = Currencies,
        Sideloads =
        [
            Sideload.Contacts(
                Shown.Created | Shown.Changed, (store, deal) => ContactOf(store, (Record)deal)) with { ChangedWith = "contact" },
            Sideload.Of("dealGroups", Shown.Created | Shown.Changed, "dealGroups",
                (store, deal) => Named(store, DealGroups.Resource, (Record)deal, "group")) with { ChangedWith = "group" },
            Sideload.Of("dealStages", Shown.Created | Shown.Changed, "dealStages",
                (store, deal) => Named(store, DealStages.Resource, (Record)deal, "stage")),
        ],
        Cascades = [new("contactDeals", "deal"), new("dealCustomFieldData", "dealId"), new("dealActivities", "deal")],
        Deleting = (store, deal) => DealTasks.RemoveOf(store, deal.Id),
        Check = DealChecks.Check,
        Saved = DealChecks.Saved,
        Tells = DealEvents.Deal,
        Nested = [Nested.OfContact("deals", (store, contact) => store.Table(Resource!).Where("contact", contact.Id))],
    };

    /// <summary>Puts a deal in a store, in the first stage of its pipeline.</summary>
    public static Record Add(Store store, string title, Contact contact, Record group, long value, DateTime now)
    {
        var deal = store.Table(Resource)
            .Add(now, ("title", title), ("contact", contact.Id), ("group", group.Id),
                ("stage", DealGroups.StagesOf(store, group.Id).First().Id),
            ("value", value), ("currency", group.Text("currency")), ("owner", Caller));
        DealActivities.Add(store, deal, "", 0, now);
        return deal;
    }

    public static Contact? ContactOf(Store store, Record deal) => store.Contacts.Find(deal.IdOf("contact"));

    /// <summary>Writes deals as a list at the top of an answer.</summary>
    public static void WriteList(ResourceSet set, PhpJson json, IEnumerable<Record> deals)
    {
        json.Name("deals"u8).BeginArray();
        foreach (var deal in deals) set["deals"].Writer.Write(json, deal, Shown.Beside);
        json.EndArray();
    }

    static bool IsSeen(Store store, Record deal) => DealGroups.IsOpenTo(store, deal.IdOf("group"), Caller);

    static IEnumerable<Record> Named(Store store, Resource resource, Record deal, string column) =>
        store.Table(resource).Find(deal.IdOf(column)) is { } row ? [row] : [];

    static string Hash(int id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"deal/{id}")).AsSpan(0, 4));

    /// <summary>What the deals that were found are worth; without any it is an empty list, as PHP writes an empty map.</summary>
    static void Currencies(ResourceSet set, IReadOnlyList<IRow> found, PhpJson json)
    {
        json.Name("currencies"u8);
        if (found.Count == 0)
        {
            json.Empty();
            return;
        }

        json.BeginObject();
        foreach (var currency in found.Cast<Record>().GroupBy(deal => deal.Text("currency").ToUpperInvariant())
            .OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            json.Name(Encoding.UTF8.GetBytes(PhpJson.Escape(currency.Key))).BeginObject().Name("total"u8).Text(currency.Count())
                .Name("value"u8).Text(currency.Sum(deal => deal.Number("value")));
            json.Name("currency"u8).Text(currency.Key).Name("isDisabled"u8).Bool(false).EndObject();
        }

        json.EndObject();
    }
}
