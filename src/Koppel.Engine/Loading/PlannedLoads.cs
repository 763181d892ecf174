using Koppel.Engine.Plans;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading;

/// <summary>What a plan file says of a load that was looked at.</summary>
internal static class PlannedLoads
{
    /// <summary>Ends its part of the plan.</summary>
    /// <param name="context">The load.</param>
    /// <param name="target">Where it would go.</param>
    /// <param name="columns">The columns of its rows.</param>
    /// <param name="told">What is told of it.</param>
    /// <param name="rows">Its rows.</param>
    public static void End(
        LoadContext context, LoadTarget target, IReadOnlyList<string> columns, ExplainedLoad told, PlannedRowsWriter rows)
    {
        var plan = told.Plan;
        rows.End(plan.EachReject);
        var part = context.Statement.Part;
        context.Options.Plan!.End(new PlannedLoad
        {
            Number = rows.Number, Text = context.Script[part.Start..part.End], Kind = context.Statement.Kind,
            Connection = target.Connection.Name, Table = target.Table.Schema.Name, Columns = columns, Keys = rows.Keys,
            Emptied = [.. columns.Where(c => target.Table.Schema.Find(c) is { CanBeEmptied: true })],
            UpsertBy = context.Statement is InsertStatement { Words.Count: 0 } insert ? insert.UpsertBy?.Name : null,
            Set = context.Workspace.Connections.ChangesOf(target.Connection), StopAfter = context.Statement.StopAfter, Read = plan.Read,
            Inserts = Count(WriteOperation.Insert), Updates = Count(WriteOperation.Update), Deletes = Count(WriteOperation.Delete),
            Unchanged = plan.Unchanged + plan.Repeats, Rejected = plan.Rejects.Count, Calls = plan.Calls, Reads = told.Reads,
            Seconds = Math.Round(told.Duration.TotalSeconds, 1), Creates = plan.Creates,
            Notes = [.. plan.Columns.Where(c => c.IsSpokenOf).Select(ColumnBookText.Of), .. plan.Notes],
            Irreversible = plan.Irreversible, Instead = Instead(), Unmatched = [.. UnmatchedText.Notes(plan.Unmatched)],
        }, ConnectionOf(target.Connection, context.Workspace.Connections.ConnectorOf(target.Connection)));

        // It reads as much as the way that is taken.
        WayNotTaken? Instead() =>
            plan.Instead is { } way ? way with { Calls = told.Reads + way.Calls, Duration = told.Elapsed + way.Duration } : null;

        long Count(WriteOperation operation) => plan.Kinds.Where(k => k.Operation == operation).Sum(k => k.Count);
    }

    /// <summary>A connection without its secrets.</summary>
    public static PlannedConnection ConnectionOf(ConnectionSettings connection, IConnector connector)
    {
        var shown = connector.Settings.Where(s => !s.Secret).Select(s => s.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new PlannedConnection(connection.Name, connection.Type,
            connection.Values.Where(v => shown.Contains(v.Key)).OrderBy(v => v.Key, StringComparer.Ordinal).ToDictionary());
    }
}
