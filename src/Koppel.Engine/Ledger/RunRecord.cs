using Koppel.Engine.State;
using Microsoft.Data.Sqlite;

namespace Koppel.Engine.Ledger;

/// <summary>What a run is asked to do, with all that is needed to go on with it.</summary>
/// <param name="Script">The script's text.</param>
public sealed record RunStart(string Script)
{
    /// <summary>The file that it came from, or null.</summary>
    public string? File { get; init; }

    /// <summary>The variables that were given. No secret.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The command line, without secrets.</summary>
    public string Command { get; init; } = "";

    /// <summary>Who began it, or null.</summary>
    public string? User { get; init; }

    /// <summary>Through which door it came: cli, ui, job or api; or null.</summary>
    public string? Door { get; init; }
}

/// <summary>A run as the ledger has it.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Start">What it was asked to do.</param>
/// <param name="Status">What it is called.</param>
/// <param name="Started">When it began.</param>
/// <param name="Finished">When it ended, or null.</param>
/// <param name="Process">The process that worked on it last.</param>
public sealed record RunRecord(long Number, RunStart Start, Status Status, DateTimeOffset Started, DateTimeOffset? Finished, long Process)
{
    internal const string Columns = "run, script, file, variables, command, status_of(run, status), started, finished, process, user, door";

    internal static RunRecord Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        new RunStart(row.GetString(1))
        {
            File = row.IsDBNull(2) ? null : row.GetString(2), Variables = LedgerJson.Variables(row.GetString(3)),
            Command = row.GetString(4), User = row.IsDBNull(9) ? null : row.GetString(9),
            Door = row.IsDBNull(10) ? null : row.GetString(10),
        },
        StatusWords.Read(row.GetString(5)),
        LedgerTime.From(row.GetInt64(6)),
        row.IsDBNull(7) ? null : LedgerTime.From(row.GetInt64(7)),
        row.GetInt64(8));
}
