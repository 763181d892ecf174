using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Webhooks;

/// <summary><c>/webhooks</c>: addresses that want to be told. One that answered 410 is off for good: nothing turns it on again.</summary>
internal static class WebhookRows
{
    static readonly string[] Sources = ["public", "admin", "api", "system"];

    public static readonly Resource Resource = new("webhooks", "webhook", "Webhook",
    [
        Created("cdate"), Number("listid").Echoed(), Text("name").Required("The webhook name was not provided."),
        Text("url").Required("The webhook url was not provided."), Json("events"), Json("sources"),
        Flag("state", true).ReadOnly(), Moment("deactivated_date").ReadOnly(), Links(), Id(),
    ])
    {
        Filters = [Filter.Equal("name"), Filter.Equal("url"), Filter.Equal("listid")],
        Check = Check,
        Calls = _ => [new("GET", "webhook/events", _ => Events())],
    };

    /// <summary>The webhooks that want to hear of something which a call to the API did.</summary>
    public static IEnumerable<Record> Listening(Store store, string type, int list) => store.Table(Resource).All.ToArray().Where(hook =>
        hook.Is("state") && Has(hook, "events", type) && Has(hook, "sources", "api")
            && (!WebhookEvents.IsOfList(type) || hook.IdOf("listid") is 0 || hook.IdOf("listid") == list));

    /// <summary>Turns a webhook off.</summary>
    public static void TurnOff(Store store, int id, DateTime now)
    {
        if (store.Table(Resource).Find(id) is not { } hook) return;
        (hook["state"], hook["deactivated_date"]) = (0L, now);
    }

    static Answer? Check(Writing writing)
    {
        if (writing.Sent("url").Text() is { } url
            && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
                return Invalid("The webhook url is no address.", "url");
        return CheckWords(writing, "events", WebhookEvents.IsKnown) ?? CheckWords(writing, "sources", word => Sources.Contains(word));
    }

    static Answer? CheckWords(Writing writing, string column, Func<string?, bool> isKnown)
    {
        var sent = writing.Sent(column);
        if (sent is null && !writing.IsNew) return null;
        if (sent is not { ValueKind: JsonValueKind.Array } words || words.GetArrayLength() == 0)
            return Errors.Attribute($"The webhook {column} were not provided.", "field_missing", column);
        foreach (JsonElement? word in words.EnumerateArray())
        {
            if (!isKnown(word.Text())) return Invalid("The value you selected is not a valid choice.", column);
        }

        return null;
    }

    static Answer Invalid(string title, string attribute) => Errors.Attribute(title, "field_invalid", attribute);

    static bool Has(Record hook, string column, string word) =>
        hook[column] is JsonElement { ValueKind: JsonValueKind.Array } words
            && words.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && one.GetString() == word);

    static Answer Events() => Answer.Of(200, json =>
    {
        json.Name("webhookEvents"u8).BeginArray();
        foreach (var name in WebhookEvents.Listed) json.Text(name);
        json.EndArray().Name("meta"u8).BeginObject().Name("total"u8).Number(WebhookEvents.Listed.Length).EndObject();
    });
}
