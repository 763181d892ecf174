using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary><c>/dealStages</c>: the columns of a pipeline.</summary>
internal static class DealStages
{
    /// <summary>What a new pipeline begins with. These have no dates.</summary>
    static readonly (string Title, string Color)[] First = [("To Contact", "19CCA3"), ("In Contact", "5884EA"), ("Follow Up", "FBD965")];

    /// <summary>Their colours before the summer of 2020.</summary>
    static readonly string[] EarlierColors = ["18D499", "32B0FC", "E6CE4B"];

    public static readonly Resource Resource = new("dealStages", "dealStage", "DealStage",
    [
        Reference("group").AlsoSentAs("d_groupid").Required("The dealStage group was not provided."),
        Text("title").Required("The dealStage title was not provided."),
        Text("color", "3f3f3f"), Number("order").Echoed(), Number("width", 280), Text("dealOrder", "next-action DESC"),
        Text("cardRegion1", "title"), Text("cardRegion2", "next-action"), Text("cardRegion3", "show-avatar"),
        Text("cardRegion4", "contact-fullname-orgname"), Text("cardRegion5", "value"),
        Moment("cdate").ReadOnly().Echoed(), Moment("udate").ReadOnly().Echoed(), Links("group"), Id(),
    ])
    {
        Filters = [Filter.Contains("title"), Filter.Equal("d_groupid", "group")],
        Orders = ["title"],
        Nested = [Nested.Under("dealGroups", "stages", "group")],
        Check = writing => writing.Sent("group") is not null && writing.Store.Table(DealGroups.Resource).Find(writing.IdOf("group")) is null
            ? CrmErrors.Unknown("group")
            : null,
        Saved = Saved,
        Tells = Told,
        Calls = set => [new("PUT", "dealStages/{id}/deals", call => Move(set, call))],
    };

    /// <summary>Gives a pipeline its first stages.</summary>
    public static void AddFirst(Store store, Record group, DateTime now, bool inEarlierColors = false)
    {
        foreach (var (index, (title, color)) in First.Index())
            store.Table(Resource)
                .Add(now, ("group", group.Id), ("title", title), ("color", inEarlierColors ? EarlierColors[index] : color),
                    ("order", index + 1), ("cardRegion4", "contact-fullname-acctname"));
    }

    static void Saved(Writing writing)
    {
        var stage = writing.Record;
        if (writing.IsNew)
        {
            stage["cdate"] = writing.Now;
            if (writing.Sent("order") is null)
                stage["order"] = DealGroups.StagesOf(writing.Store, stage.IdOf("group")).Max(other => other.Number("order")) + 1;
        }

        stage["udate"] = writing.Now;
        if (writing.Call.Query.Text("reorder") != "1") return;
        foreach (var (index, other) in DealGroups.StagesOf(writing.Store, stage.IdOf("group")).ToArray()
            .Index()) other["order"] = index + 1;
    }

    /// <summary>Moves all deals of a stage to another one of the same pipeline.</summary>
    static Answer Move(ResourceSet set, ApiCall call)
    {
        var table = set.Store.Table(Resource);
        if (table.Find(call.Id) is not { } from) return set["dealStages"].NotFound(call.Id);
        if (table.Find(call.Body.Member("deal").Member("stage").Id() ?? 0) is not { } to) return CrmErrors.Unknown("stage");
        if (from.IdOf("group") != to.IdOf("group")) return CrmErrors.Pointed("stage", "Target stage does not belong to same pipeline");
        var deals = set.Store.Table(Deals.Resource).Where("stage", from.Id);
        foreach (var deal in deals) DealActivities.Change(set.Store, deal, "stage", to.Id, set.State.Now);
        return Answer.Of(200, json => Deals.WriteList(set, json, deals));
    }

    static ContactEvent? Told(Writing writing) => !writing.IsNew ? null
        : new("deal_stage_add",
            form => form.Add("stage[id]", writing.Record.Id).Add("stage[title]", writing.Record.Text("title"))
                .Add("stage[color]", writing.Record.Text("color")));
}
