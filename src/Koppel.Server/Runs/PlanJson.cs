using System.Text.Json.Nodes;
using Koppel.Engine.Statements;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;
using Koppel.Server.Wire;

namespace Koppel.Server.Runs;

/// <summary>Plans of loads and of readings as codes and figures.</summary>
internal static class PlanJson
{
    /// <summary>What a load will do.</summary>
    public static JsonObject Of(WritePlan plan) => new()
    {
        ["read"] = plan.Read,
        ["changes"] = plan.Changes,
        ["unchanged"] = plan.Unchanged,
        ["repeats"] = plan.Repeats,
        ["rejects"] = plan.Rejects.Count,
        ["rejectsByReason"] = ByReason(plan.Rejects),
        ["kinds"] = Answer.List(plan.Kinds.Select(k => new JsonObject
        {
            ["operation"] = k.Operation.ToWord(), ["count"] = k.Count,
        })),
        ["calls"] = Answer.List(plan.Calls.Select(c => new JsonObject
        {
            ["count"] = c.Count, ["route"] = c.Route, ["what"] = c.What,
        })),
        ["minutes"] = EventJson.Minutes(plan.Duration),
        ["seconds"] = EventJson.Seconds(plan.Duration),
        ["creates"] = NoteJson.OfCreations(plan.Creates),
        ["notes"] = NoteJson.Of(plan.Notes),
        ["irreversible"] = NoteJson.Of(plan.Irreversible),
        ["instead"] = NoteJson.Of(plan.Instead),
    };

    /// <summary>The rejects that are at hand, by reason.</summary>
    public static JsonArray ByReason(RejectList rejects) => Answer.List(rejects.First
        .GroupBy(r => (r.Code, Text: r.Cause.ToString())).OrderByDescending(g => g.Count())
        .Select(g => new JsonObject { ["code"] = g.Key.Code, ["text"] = g.Key.Text, ["count"] = g.Count() }));

    /// <summary>How a statement is read.</summary>
    public static JsonObject Of(PlanResult told)
    {
        var plan = told.Plan;
        var calls = plan.Scans.All(s => s.CallsToRead is not null) ? plan.Scans.Sum(s => s.CallsToRead!.Value) : (long?)null;
        // Each connection waits for its own limits, its tables one after the other.
        var isTimed = calls is not null && plan.Scans.Any(s => s.Duration is not null);
        return new JsonObject
        {
            ["statement"] = told.Number,
            ["tables"] = Answer.List(
                [.. plan.Files.Select(f => (JsonNode)new JsonObject
                {
                    ["table"] = f.Table, ["way"] = "file", ["calls"] = 0, ["rows"] = null,
                    ["paths"] = Answer.Texts(f.Paths), ["pushed"] = new JsonArray(), ["notPushed"] = new JsonArray(),
                }), .. plan.Scans.Select(Of)]),
            ["calls"] = calls,
            ["minutes"] = isTimed
                ? EventJson.Minutes(plan.Scans.Aggregate(TimeSpan.Zero, (sum, s) => sum + (s.Duration ?? default))) : null,
            ["unplanned"] = plan.Unplanned,
            ["text"] = string.Join('\n', told.Lines),
        };
    }

    static JsonObject Of(ExplainedScan scan) => new()
    {
        ["table"] = scan.Table,
        ["way"] = scan.LookUp is not null ? "lookup" : scan.Staged is not null ? "staged" : "scan",
        ["columns"] = scan.Columns is { } columns ? Answer.Texts(columns) : null,
        ["calls"] = scan.CallsToRead,
        ["minutes"] = scan.Duration is { } duration ? EventJson.Minutes(duration) : null,
        ["rows"] = scan.Estimate?.Rows,
        ["requests"] = Answer.Texts(scan.Requests),
        ["lookUp"] = scan.LookUp is { } lookUp
            ? new JsonObject { ["values"] = lookUp.Values, ["column"] = lookUp.Column, ["from"] = lookUp.From } : null,
        ["limit"] = scan.Limit,
        ["pushed"] = Answer.Texts(scan.Answers.Where(a => a.Match != Match.Unsupported).Select(a => Line(scan, a))),
        ["notPushed"] = Answer.List(scan.Answers.Where(a => a.Match == Match.Unsupported)
            .Select(a => new JsonObject { ["what"] = a.Predicate.ToString(), ["why"] = a.How })),
        ["notes"] = NoteJson.Of(scan.Notes),
    };

    static string Line(ExplainedScan scan, PredicateAnswer answer) =>
        $"{answer.Predicate} ({answer.How}{(answer.Match == Match.Exact ? "" : "; checked again here")})";
}
