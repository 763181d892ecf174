using System.Text.Json.Nodes;
using Koppel.Engine.Hosting;
using Koppel.Engine.Plans;
using Koppel.Sdk.Reading;
using Koppel.Server.Runs;
using Koppel.Server.Wire;

namespace Koppel.Server.Plans;

/// <summary>What a plan says of itself, for the page.</summary>
internal static class PlanHeadJson
{
    /// <summary>It in a list.</summary>
    public static JsonObject InList(string id, PlanFile plan, PlanStanding standing) => new()
    {
        ["plan"] = id,
        ["at"] = EventJson.Time(plan.Head.Made),
        ["until"] = EventJson.Time(plan.Head.GoodUntil),
        ["by"] = plan.Head.User,
        ["targets"] = Answer.Texts(plan.Loads.Select(l => l.Target).Distinct()),
        ["changes"] = plan.Loads.Sum(l => l.Changes),
        ["rejected"] = plan.Loads.Sum(l => l.Rejected),
        ["state"] = Word(standing.State),
        ["why"] = standing.Why,
        ["ledgerRun"] = standing.Run,
    };

    /// <summary>A file of which nothing can be said.</summary>
    public static JsonObject Refused(string id, string why) => new()
    {
        ["plan"] = id, ["at"] = null, ["until"] = null, ["by"] = null, ["targets"] = new JsonArray(), ["changes"] = 0, ["rejected"] = 0,
        ["state"] = Word(PlanState.Refused), ["why"] = why, ["ledgerRun"] = null,
    };

    /// <summary>All of it but the changes.</summary>
    /// <param name="id">By which the page knows it.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="standing">Whether it may be applied.</param>
    /// <param name="typed">Those among its connections whose name is typed before it is applied.</param>
    public static JsonObject Whole(string id, PlanFile plan, PlanStanding standing, IReadOnlyList<string> typed)
    {
        var told = InList(id, plan, standing);
        told["digest"] = plan.Digest;
        told["hasValues"] = plan.Head.HasValues;
        told["file"] = plan.Head.Scripts.Select(s => s.File).FirstOrDefault(f => f is not null);
        told["script"] = string.Join('\n', plan.Head.Scripts.Select(s => s.Text));
        told["sources"] = Answer.List(plan.Head.Sources.Select(s => new JsonObject
        {
            ["path"] = s.Path, ["bytes"] = s.Bytes, ["digest"] = s.Digest,
        }));
        told["connections"] = Answer.Texts(plan.Head.Connections.Select(c => c.Name));
        told["typed"] = Answer.Texts(typed);
        told["statements"] = Answer.List(plan.Loads.Select(Of));
        told["drift"] = Answer.Texts(["usual", "leave", "refuse"]);
        return told;
    }

    static JsonObject Of(PlannedLoad load)
    {
        var heaps = load.Notes.ToLookup(n => n.Code switch
        {
            Note.Slip => "slips",
            Note.AutomationsRun or Note.AutomationsSkipped => "automations",
            Note.Returns => "returns",
            _ => "notes",
        });
        return new JsonObject
        {
            ["statement"] = load.Number, ["text"] = load.Text, ["kind"] = load.Kind, ["target"] = load.Target,
            ["connection"] = load.Connection, ["table"] = load.Table,
            ["columns"] = Answer.Texts(load.Columns), ["keys"] = Answer.Texts(load.Keys), ["emptied"] = Answer.Texts(load.Emptied),
            ["read"] = load.Read, ["changes"] = load.Changes, ["inserts"] = load.Inserts, ["updates"] = load.Updates,
            ["deletes"] = load.Deletes, ["unchanged"] = load.Unchanged, ["rejected"] = load.Rejected,
            ["unmatched"] = NoteJson.Of(load.Unmatched), ["creates"] = NoteJson.OfCreations(load.Creates),
            ["slips"] = NoteJson.Of(heaps["slips"]), ["automations"] = NoteJson.Of(heaps["automations"]),
            ["returns"] = NoteJson.Of(heaps["returns"]), ["notes"] = NoteJson.Of(heaps["notes"]),
            ["irreversible"] = NoteJson.Of(load.Irreversible), ["instead"] = NoteJson.Of(load.Instead),
            ["calls"] = Answer.List(load.Calls.Select(c => new JsonObject
            {
                ["count"] = c.Count, ["route"] = c.Route, ["what"] = c.What,
            })),
            ["callsTotal"] = load.Writes, ["reads"] = load.Reads, ["seconds"] = Math.Round(load.Seconds, 1),
            ["minutes"] = Math.Round(load.Seconds / 60, 2),
        };
    }

    /// <summary>The word for a state.</summary>
    public static string Word(PlanState state) => state.ToString().ToLowerInvariant();
}
