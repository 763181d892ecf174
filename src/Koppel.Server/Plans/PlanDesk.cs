using Koppel.Engine.Hosting;
using Koppel.Engine.Plans;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Sdk.Connections;
using Koppel.Server.Runs;
using Koppel.Server.Sessions;
using Koppel.Server.Wire;

namespace Koppel.Server.Plans;

/// <summary>Where plans are made and given out to be applied.</summary>
/// <param name="shelf">The plan files.</param>
/// <param name="key">What they are sealed with, or null.</param>
/// <param name="time">The clock.</param>
internal sealed class PlanDesk(PlanShelf shelf, string? key, TimeProvider time)
{
    /// <summary>The plan files.</summary>
    public PlanShelf Shelf => shelf;

    /// <summary>Begins to plan a script.</summary>
    public (LiveRun Run, string Plan) Make(RunDirector director, WorkSession session, string script, ExecuteOptions options)
    {
        var (id, writer) = shelf.Begin();
        var making = new PlanMaking(id, writer, key, time);
        try
        {
            writer.Begin(new PlannedScript(options.File, script, options.Variables));
            var run = director.Start(session, script, 0, script.Length, options with { DryRun = true, Plan = writer }, making);
            return (run, id);
        }
        catch
        {
            making.Dispose();
            throw;
        }
    }

    /// <summary>Whether a plan may be applied.</summary>
    public PlanStanding StandingOf(Session session, PlanFile plan) => session.StandingOf(plan, key);

    /// <summary>Begins to apply a plan, and no other than it.</summary>
    /// <param name="director">Runs it.</param>
    /// <param name="session">Whose session runs it.</param>
    /// <param name="id">By which the page knows the plan.</param>
    /// <param name="typed">What was typed to confirm it, a name for each connection that is production.</param>
    /// <param name="rule">What becomes of rows that somebody changed since.</param>
    /// <exception cref="ApiFault">It may not be applied, or the name is not that of the connection.</exception>
    public LiveRun Apply(RunDirector director, WorkSession session, string id, IReadOnlyList<string> typed, DriftRule rule)
    {
        var (script, names) = shelf.Read(id, plan => (ScriptOf(session, plan, rule), plan.Head.Connections.Select(c => c.Name).ToList()));
        if (script.Length == 0)
            throw new ApiFault(409, "nothing-to-apply", "The plan changes nothing: there is nothing to apply.");
        foreach (var name in ProductionNames.Among(session.Engine, names))
            if (!typed.Contains(name))
                throw new ApiFault(
                    409, "name-needed", $"The plan changes {name}, which is production. Type its name, {name}, to apply it.");
        // Somebody has read what it does: that is what a plan is for.
        return director.Start(session, script, 0, script.Length, new ExecuteOptions
        {
            Command = $"apply {id}", PlanFirst = true, Confirmations = Confirmations.Accept,
        });
    }

    string ScriptOf(WorkSession session, PlanFile plan, DriftRule rule)
    {
        try
        {
            return session.Session.ApplyScript(plan, key, rule);
        }
        catch (Exception fault) when (fault is QueryException or ConnectorException)
        {
            var state = session.Session.StandingOf(plan, key).State;
            throw new ApiFault(409, $"plan-{PlanHeadJson.Word(state)}", fault.Message);
        }
    }
}
