using System.Globalization;
using System.Text;
using Koppel.Engine.Plans;
using Koppel.Output;

namespace Koppel.Cli.Output;

/// <summary>A plan in a few lines, with its first changes.</summary>
static class PlanSummary
{
    /// <summary>So many changes of a load are shown.</summary>
    const int Shown = 20;

    /// <summary>The lines.</summary>
    public static string Of(PlanFile plan)
    {
        var text = new StringBuilder();
        void Line(string line) => text.Append(line).Append('\n');
        Line($"plan        {Path.GetFileName(plan.Path)}, {Said(plan)}");
        foreach (var line in About(plan)) Line(line);
        foreach (var load in plan.Loads)
        {
            Line("");
            foreach (var line in Of(load)) Line(line);
            var count = 0;
            foreach (var change in PlanRows.Of(plan, load).Take(Shown + 1))
                Line(count++ == Shown ? "  …           all: koppel plan show FILE --format table" : $"  {Of(change)}");
            foreach (var reject in plan.Rejects(load.Number).Take(Shown)) Line($"  rejected    row {reject.Row}: {reject.Reason}");
        }
        return text.ToString();
    }

    /// <summary>When it was made, and until when it is good.</summary>
    public static string Said(PlanFile plan) => string.Create(CultureInfo.InvariantCulture,
        $"made {plan.Head.Made:yyyy-MM-dd HH:mm} UTC{(plan.Head.User is { } user ? $" by {user}" : "")}, good until "
            + $"{plan.Head.GoodUntil:yyyy-MM-dd HH:mm} UTC");

    static IEnumerable<string> About(PlanFile plan)
    {
        if (plan.Head.Command.Length > 0) yield return $"  command     koppel {plan.Head.Command}";
        yield return $"  digest      {plan.Digest}{(plan.Seal is null ? "" : ", sealed")}";
        if (!plan.Head.HasValues) yield return "  values      only digests of them: it can be read, and not applied";
        foreach (var connection in plan.Head.Connections)
            yield return $"  account     {connection.Name}: "
                + $"{connection.Type}{(connection.Settings.TryGetValue("url", out var url) ? $", {url}" : "")}";
        foreach (var source in plan.Head.Sources)
            yield return $"  read        {source.Path}, sha256 {source.Digest[..Math.Min(16, source.Digest.Length)]}";
    }

    /// <summary>What a load does, in a line each.</summary>
    static IEnumerable<string> Of(PlannedLoad load)
    {
        yield return $"load {load.Number}: {load.Kind} {load.Target}";
        yield return $"  rows        {Quantity.Of(load.Read)} read = {Quantity.Of(load.Changes)} to change + "
            + $"{Quantity.Of(load.Unchanged)} already "
            + $"there + {Quantity.Of(load.Rejected)} rejected";
        yield return $"  changes     insert {Quantity.Of(load.Inserts)}, update {Quantity.Of(load.Updates)}, delete "
            + $"{Quantity.Of(load.Deletes)}";
        yield return $"  calls       {Quantity.Of(load.Writes)} to write, about {Quantity.Of(TimeSpan.FromSeconds(load.Seconds))}";
        foreach (var created in load.Creates) yield return $"  creates     {created}";
        foreach (var left in load.Unmatched) yield return $"  unmatched   {left}";
        foreach (var note in load.Notes) yield return $"  note        {note}";
        foreach (var lasting in load.Irreversible) yield return $"  undo        {lasting}";
        if (load.Instead is { } way)
            yield return $"  instead     {way.What}: {Quantity.Of(way.Calls, "call")}, {Quantity.Of(way.Duration)}";
    }

    static string Of(PlanLine change)
    {
        var what = change.Column is null ? "" : $": {change.Column} {Value(change.Old)} → {Value(change.New)}";
        return $"{change.Operation,-10}  {Text(change.Key)}{what}";
    }

    static string Value(string? value) => value is null ? "—" : Text(value);

    /// <summary>A value on one line, without what would move the cursor.</summary>
    static string Text(string value)
    {
        const int longest = 60;
        var line = new string([.. value.Select(c => char.IsControl(c) ? ' ' : c)]);
        return line.Length <= longest ? line : $"{line[..longest]}…";
    }
}
