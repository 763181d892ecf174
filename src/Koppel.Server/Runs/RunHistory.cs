using Koppel.Engine.History;
using Koppel.Engine.Hosting;

namespace Koppel.Server.Runs;

/// <summary>Writes down what was run, where there is a state folder.</summary>
/// <param name="file">The history, or null when none is kept.</param>
/// <param name="time">The clock.</param>
internal sealed class RunHistory(HistoryFile? file, TimeProvider time)
{
    /// <summary>Stands for a script that may hold a secret.</summary>
    public const string NotKept = "-- This script was not kept: it may hold a secret.";

    /// <summary>The history, or null when none is kept.</summary>
    public HistoryFile? File => file;

    /// <summary>A run has ended.</summary>
    /// <param name="run">The run.</param>
    /// <param name="user">Who ran it.</param>
    public void Add(LiveRun run, string? user)
    {
        if (file is null || string.IsNullOrWhiteSpace(run.Script)) return;
        var script = run.Session.Secrets.AreIn(run.Script) ? NotKept : run.Script;
        var connections = StatementOutline.Of(run.Script).SelectMany(s => s.Connections).Distinct(StringComparer.OrdinalIgnoreCase);
        file.Add(new HistoryEntry("", run.At, user, script, [.. connections], run.Rows, run.Calls,
            Math.Round((time.GetUtcNow() - run.At).TotalSeconds, 3), run.State, run.LedgerRun));
    }
}
