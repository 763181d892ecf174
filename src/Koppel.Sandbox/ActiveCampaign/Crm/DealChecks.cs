using System.Globalization;
using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.Users;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary>What a deal must have, and what writing one does besides.</summary>
internal static class DealChecks
{
    public static Answer? Check(Writing writing)
    {
        var store = writing.Store;
        if (writing.IsNew && writing.IdOf("contact") == 0 && writing.IdOf("account") == 0) return Missing("contact");
        if (writing.IsNew && writing.IdOf("group") == 0 && writing.IdOf("stage") == 0) return Missing("group");
        if (writing.IdOf("contact") is var contact and > 0 && writing.Sent("contact") is not null && store.Contacts.Find(contact) is null)
            return CrmErrors.Unknown("contact");
        if (writing.IdOf("account") is var account and > 0 && writing.Sent("account") is not null
            && store.Accounts.Rows.Find(account) is null) return CrmErrors.Unknown("account");
        if (writing.IdOf("owner") is var owner and > 0 && writing.Sent("owner") is not null
            && store.Table(UserRows.Resource).Find(owner) is null) return CrmErrors.Unknown("owner");
        if (writing.Sent("value").Text() is { } value && SentNumber.Of(value) is null or < 0)
            return Invalid("The deal value must be at least 0.", "value");
        if (writing.Sent("status").Text() is { Length: > 0 } status && status is not ("0" or "1" or "2"))
            return Invalid("The value you selected is not a valid choice.", "status");
        return CheckPlace(writing) ?? CheckOwner(writing) ?? DealFields.Values.CheckFields(writing);
    }

    public static void Saved(Writing writing)
    {
        var (store, deal) = (writing.Store, writing.Record);
        Place(writing);
        deal["currency"] = deal.Text("currency").ToLowerInvariant();
        if (deal.Number("status") == 0) deal["edate"] = null;
        else deal["edate"] ??= writing.Now;
        if (writing.IsNew) Begin(writing);
        else Record(writing);
        DealFields.Values.PutFields(writing);
    }

    /// <summary>A stage that was sent and a value that is another one are activities of the deal.</summary>
    static void Record(Writing writing)
    {
        var (store, deal) = (writing.Store, writing.Record);
        if (writing.Sent("stage") is not null) DealActivities.Changed(store, deal, "stage", "", deal.IdOf("stage"), writing.Now);
        if (writing.Sent("value") is not null && writing.Before("value") is long value && value != deal.Number("value"))
            DealActivities.Changed(store, deal, "value", value.ToString(CultureInfo.InvariantCulture),
                (int)Math.Min(deal.Number("value"), int.MaxValue), writing.Now);
    }

    static void Begin(Writing writing)
    {
        var (store, deal) = (writing.Store, writing.Record);
        if (deal.IdOf("owner") == 0)
            deal["owner"] = Group(writing) is { } group && DealGroups.NextOwner(store, group) is var owner and > 0 ? owner : null;
        DealActivities.Add(store, deal, "", 0, writing.Now);
        // A new deal says "" where a read says null.
        JsonElement? account = writing.Sent("account");
        foreach (var key in (string[])["organization", "account", "customerAccount"])
            writing.Echo[key] = account is { ValueKind: not JsonValueKind.Null } sent ? sent : "";
    }

    /// <summary>A stage names its pipeline, and a pipeline without a stage means its first.</summary>
    static void Place(Writing writing)
    {
        var (store, deal) = (writing.Store, writing.Record);
        if (store.Table(DealStages.Resource).Find(writing.IdOf("stage")) is { } stage) deal["group"] = stage.IdOf("group");
        else if (Group(writing) is { } group && DealGroups.StagesOf(store, group.Id).FirstOrDefault() is { } first)
        {
            deal["stage"] = first.Id;
            writing.Echo["stage"] = (long)first.Id;
        }
    }

    static Answer? CheckPlace(Writing writing)
    {
        var store = writing.Store;
        var stage = store.Table(DealStages.Resource).Find(writing.IdOf("stage"));
        if (writing.Sent("stage").Id() is not null && stage is null) return CrmErrors.Unknown("stage");
        if (writing.Sent("group").Id() is not { } group) return null;
        if (store.Table(DealGroups.Resource).Find(group) is null) return CrmErrors.Unknown("group");
        return writing.Sent("stage").Id() is not null && stage!.IdOf("group") != group
            ? CrmErrors.Pointed("stage", "The stage does not belong to the pipeline")
            : null;
    }

    /// <summary>Who gets it must be said where the pipeline gives deals to nobody.</summary>
    static Answer? CheckOwner(Writing writing)
    {
        if (!writing.IsNew || writing.IdOf("owner") > 0) return null;
        var group = Group(writing)
            ?? writing.Store.Table(DealGroups.Resource)
                .Find(writing.Store.Table(DealStages.Resource).Find(writing.IdOf("stage"))?.IdOf("group") ?? 0);
        return group?.Number("autoassign") == 0 ? Missing("owner") : null;
    }

    static Record? Group(Writing writing) =>
        writing.Store.Table(DealGroups.Resource).Find(writing.Row is Record deal ? deal.IdOf("group") : writing.IdOf("group"));

    static Answer Missing(string attribute) => Errors.Attribute($"The deal {attribute} was not provided.", "field_missing", attribute);

    static Answer Invalid(string title, string attribute) => Errors.Attribute(title, "field_invalid", attribute);
}
