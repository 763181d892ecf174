using System.Text.Json.Nodes;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Plans;
using Koppel.Engine.Statements;
using Koppel.Sdk.Schema;
using Koppel.Server.Wire;

namespace Koppel.Server.Plans;

/// <summary>Changes and rejects of a plan, a page at a time.</summary>
internal static class PlanPages
{
    /// <summary>Changes of a load. Without a filter only the blocks of the page are read.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="load">The load.</param>
    /// <param name="kind">insert, update, delete or create, or null for all.</param>
    /// <param name="text">A part of a value, or null.</param>
    /// <param name="from">How many are passed over.</param>
    /// <param name="count">How many at most.</param>
    public static JsonObject Changes(PlanFile plan, PlannedLoad load, string? kind, string? text, long from, int count)
    {
        var (total, rows) = (0L, new List<PlannedChange>());
        if (kind is null && text is null)
        {
            total = load.Changes;
            rows.AddRange(plan.Changes(load.Number, from).Take(count));
        }
        else
        {
            foreach (var change in plan.Changes(load.Number))
            {
                if (!IsOf(change, kind) || (text is not null && !Has(change, text))) continue;
                if (total++ >= from && rows.Count < count) rows.Add(change);
            }
        }
        return new JsonObject { ["total"] = total, ["rows"] = Answer.List(rows.Select(r => Of(load, r))) };
    }

    /// <summary>Rejects of all loads, and how many there are of each code, with what is told of the first.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="code">Only those of a code, or null for all.</param>
    /// <param name="text">A part of a value, or null.</param>
    /// <param name="from">How many are passed over.</param>
    /// <param name="count">How many at most.</param>
    public static JsonObject Rejects(PlanFile plan, string? code, string? text, long from, int count)
    {
        var groups = new Dictionary<string, (string First, long Count)>(StringComparer.Ordinal);
        var (total, rows) = (0L, new List<JsonNode>());
        foreach (var (load, reject) in All(plan))
        {
            var (first, number) = groups.GetValueOrDefault(reject.Code, (reject.Reason, 0));
            groups[reject.Code] = (first, number + 1);
            if ((code is not null && reject.Code != code) || (text is not null && !Has(reject.Values, text))) continue;
            if (total++ >= from && rows.Count < count)
                rows.Add(new JsonObject
                {
                    ["statement"] = load.Number, ["row"] = reject.Row, ["sourceRow"] = reject.SourceRow, ["code"] = reject.Code,
                    ["text"] = reject.Reason, ["source"] = Values(load.Columns, reject.Values),
                });
        }
        return new JsonObject
        {
            ["total"] = total,
            ["groups"] = Answer.List(groups.OrderByDescending(g => g.Value.Count).Select(g => new JsonObject
            {
                ["code"] = g.Key, ["text"] = g.Value.First, ["count"] = g.Value.Count, ["reason"] = g.Key,
            })),
            ["rows"] = Answer.List(rows),
        };
    }

    /// <summary>All rejects as rows of a file: the columns of the loads, and why.</summary>
    public static RowsResult RejectRows(PlanFile plan)
    {
        var names = plan.Loads.SelectMany(l => l.Columns).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        IEnumerable<(string, string)> columns =
            [("statement", "BIGINT"), ("row", "BIGINT"), .. names.Select(n => (n, "VARCHAR")), ("reject_reason", "VARCHAR"),
                ("reject_code", "VARCHAR")];
        return new RowsResult(1, [.. columns.Select(c => new ResultColumn(c.Item1, c.Item1, c.Item2))],
            All(plan).Select(r => (object?[])
            [
                (long)r.Load.Number, r.Reject.SourceRow ?? r.Reject.Row, .. names.Select(n => Value(r.Load.Columns, r.Reject.Values, n)),
                r.Reject.Reason, r.Reject.Code,
            ]).ToList().ToAsyncEnumerable());
    }

    static IEnumerable<(PlannedLoad Load, PlannedReject Reject)> All(PlanFile plan) =>
        plan.Loads.SelectMany(load => plan.Rejects(load.Number).Select(r => (load, r)));

    static object? Value(IReadOnlyList<string> columns, IReadOnlyList<string?> values, string name)
    {
        for (var i = 0; i < Math.Min(columns.Count, values.Count); i++)
            if (columns[i].Equals(name, StringComparison.OrdinalIgnoreCase)) return values[i];
        return null;
    }

    static bool IsOf(PlannedChange change, string? kind) => kind switch
    {
        null => true,
        "create" => change.Creates.Count > 0,
        _ => change.Operation.ToWord() == kind,
    };

    static bool Has(PlannedChange change, string text) =>
        Has(change.Values.Concat(change.Old ?? []).Concat(change.Creates.Select(c => c.Value)), text);

    static bool Has(IEnumerable<string?> values, string text) =>
        values.Any(v => v?.Contains(text, StringComparison.OrdinalIgnoreCase) == true);

    static JsonObject Of(PlannedLoad load, PlannedChange change)
    {
        var isDelete = change.Operation == WriteOperation.Delete;
        return new JsonObject
        {
            ["row"] = change.Row,
            ["key"] = string.Join(", ", change.Values.Where((v, i) => v is not null && IsKey(load, i))),
            ["operation"] = change.Operation.ToWord(),
            ["columns"] = Answer.List(change.Values.Index().Where(v => IsShown(load, change, v.Index)).Select(v => new JsonObject
            {
                ["name"] = load.Columns[v.Index], ["before"] = isDelete ? v.Item : change.Old?[v.Index],
                ["after"] = isDelete ? null : v.Item, ["isKey"] = IsKey(load, v.Index),
            })),
            ["creates"] = Answer.List(change.Creates.Select(c => new JsonObject
            {
                ["table"] = c.Table, ["column"] = c.Column, ["value"] = c.Value,
            })),
        };
    }

    static bool IsKey(PlannedLoad load, int column) =>
        column < load.Columns.Count && load.Keys.Contains(load.Columns[column], StringComparer.OrdinalIgnoreCase);

    /// <summary>What changes, and by what the row is known.</summary>
    static bool IsShown(PlannedLoad load, PlannedChange change, int column)
    {
        if (column >= load.Columns.Count) return false;
        var value = change.Values[column];
        if (IsKey(load, column)) return value is not null;
        if (change.Changing is { } told) return told.Contains(column);
        var before = change.Old?[column];
        return change.Operation != WriteOperation.Update ? value is not null
            : value is not null ? value != (before ?? "") : before is not null && load.Emptied.Contains(load.Columns[column]);
    }

    static JsonObject Values(IReadOnlyList<string> columns, IReadOnlyList<string?> values)
    {
        var row = new JsonObject();
        for (var i = 0; i < values.Count; i++)
            row[i < columns.Count ? columns[i] : FormattableString.Invariant($"column {i + 1}")] = values[i];
        return row;
    }
}
