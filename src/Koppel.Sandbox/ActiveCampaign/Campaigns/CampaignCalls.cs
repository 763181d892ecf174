using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Mails;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Users;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Campaigns;

/// <summary>How campaigns are made, changed, copied and deleted: bodies without an envelope, and true numbers in the answers.</summary>
internal sealed class CampaignCalls(ResourceSet set)
{
    Store Store => set.Store;

    RecordTable Campaigns => Store.Table(CampaignRows.Resource);

    public IEnumerable<Route> Routes() =>
    [
        new("POST", "campaign", Create),
        new("PUT", "campaigns/{id}/edit", Edit),
        new("POST", "campaigns/{id}/copy", Copy),
        new("DELETE", "campaigns/{id}", Delete),
        new("DELETE", "campaigns/{id}/delete", Delete),
        new("GET", "campaigns/{id}/campaignMessage", Message),
    ];

    Answer Create(ApiCall call)
    {
        string[] missing = [.. Wrong(call.Body, "name"), .. Wrong(call.Body, "type")];
        if (missing.Length > 0) return Refuse(missing);
        var campaign = Make(call.Body.Member("name").Text()!, call.Body.Member("type").Text()!);
        campaign["split_content"] = call.Body.Member("canSplitContent").Flag() ? 1L : 0L;
        return Answer.Of(200, json => Written(json, campaign));
    }

    Answer Edit(ApiCall call)
    {
        if (Found(call) is not { } campaign) return NotFound(call);
        if (campaign.Number("status") != CampaignRows.Draft) return Refuse([$"Campaign {campaign.Id} is not a draft any more"]);
        if (CampaignEdit.Apply(Store, campaign, call.Body) is { } fault) return Refuse([fault]);
        return Answer.Of(200, json =>
        {
            Written(json, campaign);
            foreach (var member in call.Body is { ValueKind: JsonValueKind.Object } body
                ? body.EnumerateObject().Where(member => !IsWritten(member.Name))
                : []) json.Key(member.Name).Same(member.Value);
        });
    }

    Answer Copy(ApiCall call)
    {
        if (Found(call) is not { } source) return Answer.Text(400, "\"Bad request. You are not allowed to copy this campaign.\"");
        var copy = Make("Copy of " + source.Text("name"), source.Text("type"));
        foreach (var column in (string[])["segmentid", "addressid", "tracklinks", "trackreads", "public", "split_content"])
            copy[column] = source[column];
        foreach (var list in Store.Table(CampaignListRows.Resource).Where("campaignid", source.Id))
            CampaignEdit.AddList(Store, copy, list.IdOf("listid"), set.State.Now);
        if (MessageOf(source) is { } from && MessageOf(copy) is { } to)
        {
            foreach (var column in (string[])["fromname", "fromemail", "reply2", "subject", "preheader_text", "text", "html"])
                to[column] = from[column];
        }

        return Answer.Of(200,
            json => json.Name("succeeded"u8).Number(1).Name("message"u8).Text("Campaign draft copied.").Name("newCampaignId"u8)
                .Number(copy.Id));
    }

    /// <summary>Answers 200 also when there is nothing to delete; <c>succeeded</c> tells.</summary>
    Answer Delete(ApiCall call)
    {
        if (Found(call) is not { } campaign)
            return Answer.Of(200, json => json.Name("succeeded"u8).Number(0).Name("message"u8).Text("Campaign not found."));
        campaign["deletestamp"] = set.State.Now;
        return Answer.Of(200, json => json.Name("succeeded"u8).Number(1).Name("message"u8).Text("Campaign deleted."));
    }

    Answer Message(ApiCall call) =>
        Found(call) is { } campaign && Store.Table(CampaignMessageRows.Resource).Where("campaignid", campaign.Id) is [var first, ..]
        ? set["campaignMessages"].Full(first)
        : NotFound(call);

    Record? Found(ApiCall call) => Campaigns.Find(call.Id) is { } campaign && campaign["deletestamp"] is null ? campaign : null;

    Record? MessageOf(Record campaign) => CampaignMessageRows.MessageOf(Store, campaign);

    /// <summary>A draft with a message that is still empty, as the vendor makes both together.</summary>
    Record Make(string name, string type)
    {
        var now = set.State.Now;
        var campaign = Campaigns.Add(now, ("name", name), ("type", type));
        var owner = Store.Table(UserRows.Resource).Find(1);
        var from = $"{owner?.Text("firstName")} {owner?.Text("lastName")}".Trim();
        var message = Store.Table(MessageRows.Resource)
            .Add(
                now, ("name", name), ("fromname", from), ("fromemail", owner?.Text("email") ?? ""), ("reply2", owner?.Text("email") ?? ""));
        Store.Table(CampaignMessageRows.Resource).Add(now, ("campaignid", campaign.Id), ("messageid", message.Id));
        Store.Table(LinkRows.Resource)
            .Add(now, ("campaignid", campaign.Id), ("messageid", message.Id), ("link", "open"), ("name", "Read Tracker"));
        return campaign;
    }

    static bool IsWritten(string name) => name is "id" or "name" or "type" or "canSplitContent";

    static void Written(PhpJson json, Record campaign) => json
        .Name("id"u8).Number(campaign.Id).Name("name"u8).Text(campaign.Text("name")).Name("type"u8).Text(campaign.Text("type"))
        .Name("canSplitContent"u8).Bool(campaign.Is("split_content"));

    static IEnumerable<string> Wrong(JsonElement? body, string name)
    {
        if (body.Member(name) is not { } sent || sent.ValueKind == JsonValueKind.Null) yield return $"Field {name} is required";
        else if (sent.ValueKind != JsonValueKind.String) yield return $"Field {name} must be of type string";
        else if (string.IsNullOrWhiteSpace(sent.GetString())) yield return $"Field {name} is required";
    }

    static Answer Refuse(IEnumerable<string> errors) => Answer.Of(400, json =>
    {
        json.Name("errors"u8).BeginArray();
        foreach (var error in errors) json.Text(error);
        json.EndArray();
    });

    static Answer NotFound(ApiCall call) => Errors.NotFound("Campaign", call.Id);
}
