using Koppel.Engine.Hosting;
using Koppel.Jobs.Files;
using Koppel.Sdk.Connections;

namespace Koppel.Jobs.Runs;

/// <summary>
/// What a job says before its statements run: whether automations may start, and what it is held to. It is said to each connection of its
/// statements by <c>set</c>, which can lower a limit and never lift one.
/// </summary>
internal static class JobPreamble
{
    const string Automations = "automations", Skip = "skip";

    /// <summary>The statements that say it; empty when there is nothing to say.</summary>
    /// <param name="job">The job.</param>
    /// <param name="script">Its statements.</param>
    /// <param name="session">Where they run.</param>
    /// <exception cref="JobException">The job may not run so.</exception>
    public static string Of(JobFile job, string script, JobSession session)
    {
        var statements = StatementOutline.Of(script);
        if (statements.Any(s => s.Setting == Automations))
            throw new JobException($"The statements of the job '{job.Name}' set automations too. It stands in jobs/{job.Name}.toml, where "
                + "whoever answers for the job reads it: take it out of the statements.");
        var targets = statements.Select(s => s.Target).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var named = statements.SelectMany(s => s.Connections).Concat(targets).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var lines = new List<string>();
        foreach (var connection in session.Session.Connections.Where(c => named.Contains(c.Name)))
        {
            var settings = session.SettingsOf(connection).Where(s => s.Changeable).Select(s => s.Name).ToHashSet();
            if (targets.Contains(connection.Name)) CheckTarget(job, connection, session.ConnectorOf(connection), settings);
            if (settings.Contains(Automations)) lines.Add($"set {Automations}@{Quoted(connection.Name)} = '{job.Automations}'");
            foreach (var (name, value) in job.Guards.Where(g => settings.Contains(g.Key)))
                if (!IsLower(connection.Text(name), value)) lines.Add($"set {name}@{Quoted(connection.Name)} = '{value}'");
        }
        return string.Join(";\n", lines);
    }

    static void CheckTarget(JobFile job, ConnectionSettings connection, IConnector? connector, HashSet<string> settings)
    {
        if (job.Automations == Skip && !settings.Contains(Automations) && settings.Contains(CommonSettings.MaxChanges.Name))
            throw new JobException($"The job '{job.Name}' says automations = \"skip\", and what runs by itself in {connection.Name} "
                + $"({connection.Type}) cannot be kept still. Write \"run\" when it may run.");
        if (connector is not null && CommonSettings.EnvironmentOf(connector, connection) == CommonSettings.Production
            && !job.Guards.ContainsKey(CommonSettings.MaxChanges.Name) && connection.Text(CommonSettings.MaxChanges.Name) is null)
            throw new JobException($"The job '{job.Name}' loads into {connection.Name}, which is production, and nobody is there to "
                + "confirm it. Say how much it may change at most: max_changes = 5000 below [guards].");
    }

    /// <summary>The connection allows less already: both are numbers, or both are shares.</summary>
    static bool IsLower(string? allowed, string guard) =>
        allowed is not null && Setting.TryParseAmount(allowed, out var now, out var isShare)
        && Setting.TryParseAmount(guard, out var wanted, out var isWantedShare) && isShare == isWantedShare && now <= wanted;

    static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
