using System.Globalization;
using System.Text;
using Koppel.Engine.Plans;
using Koppel.Output;

namespace Koppel.Cli.Output;

/// <summary>A plan as a comment on a change request: what it does in a table, and its first changes to unfold.</summary>
static class PlanMarkdown
{
    /// <summary>A comment may have so many characters on the usual services; a little is left.</summary>
    const int Longest = 60_000;

    /// <summary>The text.</summary>
    public static string Of(PlanFile plan)
    {
        var text = new StringBuilder();
        void Line(string line) => text.Append(line).Append('\n');
        var changes = plan.Loads.Sum(l => l.Changes);
        Line($"### Koppel plan: {Quantity.Of(changes, "change")}");
        Line("");
        Line(Escape($"{PlanSummary.Said(plan)}. Digest {plan.Digest[..16]}{(plan.Seal is null ? "" : ", sealed")}."));
        if (!plan.Head.HasValues) Line("Values are left out: this plan can be read, and not applied.");
        Line("");
        Line("| load | target | insert | update | delete | there already | rejected | calls | about |");
        Line("|---:|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var load in plan.Loads)
            Line($"| {load.Number} | {Escape(load.Target)} | {Quantity.Of(load.Inserts)} | {Quantity.Of(load.Updates)} | "
                + $"{Quantity.Of(load.Deletes)} | {Quantity.Of(load.Unchanged)} | {Quantity.Of(load.Rejected)} | "
                + $"{Quantity.Of(load.Writes + load.Reads)} | {Quantity.Of(TimeSpan.FromSeconds(load.Seconds))} |");
        foreach (var load in plan.Loads)
        {
            Line("");
            Line($"#### {load.Number}. {Escape(load.Kind)} {Escape(load.Target)}");
            Line("");
            foreach (var said in load.Creates.Select(c => $"creates {c}")
                .Concat(load.Unmatched.Concat(load.Notes).Concat(load.Irreversible).Select(n => n.Text)).Concat(Instead(load)))
                Line($"- {Escape(said)}");
            Line("");
            Line("<details><summary>Changes</summary>");
            Line("");
            Line("| row | operation | key | column | before | after |");
            Line("|---:|---|---|---|---|---|");
            var (shown, all) = (0L, 0L);
            foreach (var change in PlanRows.Of(plan, load))
            {
                all++;
                if (text.Length > Longest) continue;
                shown++;
                Line($"| {change.Row.ToString(CultureInfo.InvariantCulture)} | {change.Operation} | {Escape(change.Key)} | "
                    + $"{Escape(change.Column ?? "")} | {Escape(change.Old ?? "")} | {Escape(change.New ?? "")} |");
            }
            if (all > shown) Line($"\n{Quantity.Of(all - shown)} more are in the plan file.");
            Line("");
            Line("</details>");
            foreach (var reject in plan.Rejects(load.Number).Take(10)) Line($"- rejected, row {reject.Row}: {Escape(reject.Reason)}");
        }
        return text.ToString();
    }

    static IEnumerable<string> Instead(PlannedLoad load) =>
        load.Instead is { } way ? [$"instead, {way.What}: {Quantity.Of(way.Calls, "call")}, {Quantity.Of(way.Duration)}"] : [];

    /// <summary>A text from outside as one that is only a text: no markup, no mention, no line end.</summary>
    static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length);
        foreach (var c in MarkdownText.Of(value))
        {
            if (char.IsControl(c)) escaped.Append(' ');
            else if (c is '@') escaped.Append("@\u200b"); // Nobody is called by it.
            else if ("{}()#+!>".Contains(c, StringComparison.Ordinal)) escaped.Append('\\').Append(c); // Also where a line begins.
            else escaped.Append(c);
        }
        return escaped.ToString();
    }
}
