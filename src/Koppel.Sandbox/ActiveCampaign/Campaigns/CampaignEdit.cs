using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Lists;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.Segments;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Campaigns;

/// <summary>What <c>PUT /campaigns/{id}/edit</c> changes: its names, and the columns in which they are kept.</summary>
internal static class CampaignEdit
{
    static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["name"] = "name",
        ["type"] = "type",
        ["googleAnalyticsCampaignName"] = "analytics_campaign_name",
        ["scheduledDate"] = "scheduleddate",
        ["reminderField"] = "reminder_field",
        ["reminderOffsetType"] = "reminder_offset_type",
        ["reminderType"] = "reminder_type",
        ["splitType"] = "split_type",
        ["splitWinnerWaitPeriodType"] = "split_offset_type",
    };

    static readonly Dictionary<string, string> Numbers = new(StringComparer.Ordinal)
    {
        ["addressId"] = "addressid",
        ["responderDaysOffset"] = "responder_offset",
        ["reminderOffset"] = "reminder_offset",
        ["splitWinnerWaitPeriod"] = "split_offset",
    };

    static readonly Dictionary<string, string> Flags = new(StringComparer.Ordinal)
    {
        ["replyTrackingEnabled"] = "replysys",
        ["googleAnalyticsLinkTrackingEnabled"] = "tracklinksanalytics",
        ["readTrackingEnabled"] = "trackreads",
        ["sendToExistingSubscribers"] = "responder_existing",
        ["canSplitContent"] = "split_content",
        ["recurring"] = "willrecur",
        ["publicCampaignArchive"] = "public",
    };

    /// <summary>Changes a campaign.</summary>
    /// <returns>Why nothing was changed; null when it was.</returns>
    public static string? Apply(Store store, Record campaign, JsonElement? body)
    {
        var lists = body.Member("listIds") is { ValueKind: JsonValueKind.Array } sent
            ? sent.EnumerateArray().Select(id => ((JsonElement?)id).Id() ?? 0).Distinct().ToArray()
            : null;
        if (lists?.FirstOrDefault(id => store.Table(ListRows.Resource).Find(id) is null) is { } unknown and not 0
            || lists?.Contains(0) == true) return "Field listIds names a list that does not exist";
        var segment = body.Member("segmentId").Text();
        if (segment is { Length: > 0 } and not "0" && store.Segments.Find(segment) is null)
            return "Field segmentId names a segment that does not exist";
        foreach (var (name, column) in Texts) Put(name, column, value => value.Text());
        foreach (var (name, column) in Numbers) Put(name, column, value => (long)(value.Id() ?? 0));
        foreach (var (name, column) in Flags) Put(name, column, value => value.Flag() ? 1L : 0L);
        Put("linkTrackingEnabled", "tracklinks", value => value.Flag() ? "all" : "none");
        Put("rssInterval", "activerss_interval", value => "day" + value.Text());
        if (segment is not null) campaign["segmentid"] = store.Segments.Find(segment)?.Id ?? 0;
        if (lists is not null)
        {
            foreach (var old in store.Table(CampaignListRows.Resource).Where("campaignid", campaign.Id))
                store.Table(CampaignListRows.Resource).Remove(old);
            foreach (var list in lists) AddList(store, campaign, list, store.Now);
        }

        campaign.Updated = store.Now;
        return null;

        void Put(string name, string column, Func<JsonElement?, object?> read)
        {
            if (body.Member(name) is { } value) campaign[column] = read(value);
        }
    }

    public static void AddList(Store store, Record campaign, int list, DateTime now) =>
        store.Table(CampaignListRows.Resource).Add(now, ("campaignid", campaign.Id), ("listid", list));
}
