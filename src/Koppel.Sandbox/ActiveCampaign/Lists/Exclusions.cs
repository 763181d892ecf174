using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Lists;

/// <summary>
/// <c>/lists/exclusions</c>: mail addresses, or how they begin or end, that get no mail. They are made in the vendor's application only;
/// here by <see cref="Add"/>. An import of such an address fails for this contact.
/// </summary>
internal static class Exclusions
{
    static readonly string[] Channels = ["all", "allSms", "allEmail", "several"];

    public static readonly Resource Resource = new("exclusions", "exclusion", "Exclusion",
        [Id(), Text("matchPhrase").ReadOnly(), Text("matchType", "exact").ReadOnly(), Text("channel", "all"), Bool("hidden").ReadOnly(),
            Json("lists")])
    {
        Path = "lists/exclusions",
        Total = TotalKind.Number,
        Verbs = Verbs.None,
        Filters = [Filter.Contains("matchPhrase"), Filter.Contains("lists")],
        Orders = ["matchPhrase", "lists"],
        Calls = set =>
        [
            new("GET", "lists/exclusions",
                call => Faults(call) is { Count: > 0 } faults ? Errors.Invalid(faults) : set["exclusions"].List(call)),
            new("GET", "lists/exclusions/{id}", call => set.Store.Table(Resource!).Find(call.Id) is { } row
                ? Bare(set, row)
                : Errors.Message(404, $"Exclusion not found [id={call.Id}]")),
            new("PUT", "lists/exclusions/{id}", call => Change(set, call)),
        ],
    };

    /// <summary>Puts an exclusion in a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="phrase">What is compared with mail addresses.</param>
    /// <param name="type"><c>exact</c>, <c>begin</c> or <c>end</c>.</param>
    /// <param name="now">When.</param>
    public static Record Add(Store store, string phrase, string type, DateTime now) =>
        store.Table(Resource).Add(now, ("matchPhrase", phrase), ("matchType", type), ("lists", EmptyList.Json));

    /// <summary>Whether a mail address gets no mail at all.</summary>
    public static bool Excludes(Store store, string email)
    {
        foreach (var row in store.Table(Resource).All)
        {
            if (row.Text("channel") is not ("all" or "allEmail")) continue;
            var phrase = row.Text("matchPhrase");
            var matches = row.Text("matchType") switch
            {
                "begin" => email.StartsWith(phrase, StringComparison.OrdinalIgnoreCase),
                "end" => email.EndsWith(phrase, StringComparison.OrdinalIgnoreCase),
                _ => email.Equals(phrase, StringComparison.OrdinalIgnoreCase),
            };
            if (matches) return true;
        }

        return false;
    }

    static Answer Bare(ResourceSet set, Record row)
    {
        var body = new PhpJson();
        set["exclusions"].Writer.Write(body, row, Shown.One);
        return new(200, body);
    }

    static Answer Change(ResourceSet set, ApiCall call)
    {
        if (set.Store.Table(Resource).Find(call.Id) is not { } row) return Errors.NotFound("Exclusion", call.Id);
        var (lists, channel) = (call.Body.Member("lists"), call.Body.Member("channel").Text() ?? row.Text("channel"));
        List<(string Detail, string Attribute)> faults = [];
        if (!Channels.Contains(channel)) faults.Add(($"Invalid channel: \"{channel}\"", "channel"));
        if (lists is { ValueKind: JsonValueKind.Array } items)
        {
            foreach (var (index, item) in items.EnumerateArray().Index())
            {
                if (item.ValueKind != JsonValueKind.String || ((JsonElement?)item).Id() is null)
                    faults.Add(("Lists must be an array of string-quoted integers", $"lists[{index}]"));
            }

            if (channel != "several" && items.GetArrayLength() > 0)
                faults.Add(($"List IDs must be empty for channel \"{channel}\"", "lists"));
        }

        if (faults.Count > 0) return Errors.Invalid(faults);
        row["channel"] = channel;
        if (lists is { ValueKind: JsonValueKind.Array }) row["lists"] = lists.Value;
        row.Updated = set.State.Now;
        return Bare(set, row);
    }

    /// <summary>This list alone refuses what others ignore.</summary>
    static List<(string Detail, string Attribute)> Faults(ApiCall call) =>
    [
        .. from order in call.Query.Members("orders")
           where !order.Value.Equals("ASC", StringComparison.Ordinal) && !order.Value.Equals("DESC", StringComparison.Ordinal)
           select ($"Invalid order direction: \"{order.Value}\". Allowed values are: \"ASC\", \"DESC\"", $"orders[{order.Key}]"),
        .. from filter in call.Query.Members("filters")
           where filter.Key is not ("matchPhrase" or "lists")
           select ($"Invalid filter field: \"{filter.Key}\". Allowed fields are: matchPhrase, lists", $"filters[{filter.Key}]"),
    ];
}
