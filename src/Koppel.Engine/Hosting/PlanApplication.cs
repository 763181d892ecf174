using System.Globalization;
using System.Text;
using Koppel.Engine.Binding;
using Koppel.Engine.Ledger;
using Koppel.Engine.Loading;
using Koppel.Engine.Plans;
using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Hosting;

/// <summary>What becomes of a plan some of whose rows were changed by somebody else since it was made.</summary>
public enum DriftRule
{
    /// <summary>The drifted rows are left and told; when more than a tenth of a load's rows drifted, the load is refused.</summary>
    Usual,

    /// <summary>They are left and told, however many.</summary>
    Leave,

    /// <summary>One is enough to refuse the load.</summary>
    Refuse,
}

/// <summary>Makes sure that a plan may be applied here and now, and writes the script that does it.</summary>
/// <param name="connections">The connections that there are.</param>
/// <param name="ledger">Knows which plans were applied.</param>
/// <param name="now">What time it is.</param>
internal sealed class PlanApplication(ConnectionSet connections, ILedger ledger, DateTimeOffset now)
{
    /// <summary>Who plans need not write; limits that are set here hold the load; a connection's environment is but a word.</summary>
    static readonly IReadOnlyList<Setting> MayDiffer =
        [CommonSettings.Access, .. CommonSettings.Limits, CommonSettings.ConfirmCallsAbove, CommonSettings.Environment];

    /// <summary>The script.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="key">What it must be sealed with, or null.</param>
    /// <param name="rule">What becomes of drifted rows.</param>
    /// <exception cref="QueryException">It may not be applied; the message says why.</exception>
    public string Write(PlanFile plan, string? key, DriftRule rule)
    {
        if (Look(plan, key) is { Why: { } why }) throw QueryException.Of(why);
        var script = new StringBuilder();
        var done = new PlanUse(ledger, plan.Digest).Done(); // Loads before one that was refused.
        var set = new Dictionary<(string Connection, string Name), string?>();
        foreach (var load in plan.Loads.Where(l => l.Changes > 0 && !done.Contains(l.Number)))
        {
            foreach (var (name, value) in SettingsOf(plan, load))
            {
                if (set.GetValueOrDefault((load.Connection, name), Configured(load.Connection, name)) == value) continue;
                script.Append(
                    CultureInfo.InvariantCulture, $"set {Names.Reference(name, load.Connection)} = {SqlText.Literal(value)};\n");
                set[(load.Connection, name)] = value;
            }
            script.Append(CultureInfo.InvariantCulture, $"apply {load.Target} of plan {SqlText.Literal(plan.Path)} "
                + $"{SqlText.Literal(plan.Digest)} load {load.Number}{Said(rule)}{Stop(load)};\n");
        }
        return script.ToString();
    }

    /// <summary>Whether it may be applied.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="key">What it must be sealed with, or null.</param>
    public PlanStanding Look(PlanFile plan, string? key) =>
        LookAtPlan(plan, key) ?? plan.Head.Connections.Select(c => LookAt(plan, c)).FirstOrDefault(f => f is not null) ?? LookAtUse(plan)
        ?? new PlanStanding(PlanState.Open);

    /// <summary>
    /// The settings of its connection under which a load was planned, where the script had changed them: a plan whose automations were
    /// to be skipped starts none.
    /// </summary>
    IEnumerable<(string Name, string Value)> SettingsOf(PlanFile plan, PlannedLoad load) =>
        plan.Loads.Where(l => l.Connection == load.Connection).SelectMany(l => l.Set.Keys).Distinct().Order(StringComparer.Ordinal)
            .Select(name => (name, Value: load.Set.GetValueOrDefault(name) ?? Configured(load.Connection, name)))
            .Where(one => one.Value is not null).Select(one => (one.name, one.Value!));

    /// <summary>What a setting is where no script has changed it.</summary>
    string? Configured(string connection, string name) => connections.Find(connection) is not { } here ? null
        : here.Text(name)
            ?? connections.SettingsOf(here).FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Default;

    /// <summary>Rows that were rejected when it was planned count among those after which it stops.</summary>
    static string Stop(PlannedLoad load) => load.StopAfter is not { } after ? ""
        : string.Create(CultureInfo.InvariantCulture, $" stop after {Math.Max(1, after - load.Rejected)} errors");

    static string Said(DriftRule rule) => rule switch
    {
        DriftRule.Leave => " on drift leave",
        DriftRule.Refuse => " on drift refuse",
        _ => "",
    };

    PlanStanding? LookAtPlan(PlanFile plan, string? key)
    {
        if (!plan.Head.HasValues)
            return Not(plan, "has no values, only digests of them: it is for reading. Make it without --no-values to apply it");
        if (key is not null && plan.Seal is null)
            return Not(plan, "is not sealed, and here a key for plans is set (KOPPEL_PLAN_KEY). Make it where that key is set too");
        if (key is not null && !plan.IsSealedWith(key))
            return Not(plan, "is sealed with another key than the one that is set here (KOPPEL_PLAN_KEY). Make it with this one");
        if (key is null && plan.Seal is not null)
            return Not(plan, "is sealed, and no key is set here by which that could be held against it. Set KOPPEL_PLAN_KEY");
        if (now <= plan.Head.GoodUntil) return null;
        return Not(plan, string.Create(CultureInfo.InvariantCulture,
            $"was good until {plan.Head.GoodUntil:yyyy-MM-dd HH:mm} UTC. Plan anew: what it would do may be another thing now"),
            PlanState.Expired);
    }

    /// <summary>The connection must be the one that the plan was made with, setting by setting.</summary>
    PlanStanding? LookAt(PlanFile plan, PlannedConnection planned)
    {
        if (connections.Find(planned.Name) is not { } here)
            return Not(plan, $"changes {planned.Name}, and there is no connection of that name here. Configure it");
        if (!here.Type.Equals(planned.Type, StringComparison.OrdinalIgnoreCase))
            return Not(
                plan, $"was made with {planned.Name} as {planned.Type}, and here it is {here.Type}. Apply it where it was made for");
        var configured = PlannedLoads.ConnectionOf(here, connections.ConnectorOf(here)).Settings;
        foreach (var name in planned.Settings.Keys.Union(configured.Keys).Order(StringComparer.Ordinal))
        {
            if (MayDiffer.Any(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) continue;
            var (then, has) = (planned.Settings.GetValueOrDefault(name), configured.GetValueOrDefault(name));
            if (then != has)
                return Not(plan, $"was made with {name} of {planned.Name} {Shown(then)}, and here it is {Shown(has)}. "
                    + "Apply it to the account that it was made for, or plan anew");
        }
        return null;
    }

    /// <summary>A plan is used once: the ledger knows.</summary>
    PlanStanding? LookAtUse(PlanFile plan)
    {
        if (new PlanUse(ledger, plan.Digest).StandsInTheWay() is not { } other) return null;
        var state = other.Run.Status is Status.Completed or Status.CompletedWithRejects ? PlanState.Used : PlanState.Begun;
        return Not(plan, other.Why, state) with { Run = other.Run.Number };
    }

    static string Shown(string? value) => value is null ? "not set" : $"= {value}";

    static PlanStanding Not(PlanFile plan, string what, PlanState state = PlanState.Refused) =>
        new(state) { Why = $"The plan {plan.Path} {what}." };
}
