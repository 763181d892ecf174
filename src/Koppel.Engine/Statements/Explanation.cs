using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Statements;

/// <summary>What <c>explain</c> tells of a statement, as figures and names; <see cref="ExplainText"/> makes lines of it.</summary>
public sealed record Explanation
{
    /// <summary>Why all columns and rows are read, when DuckDB's plan cannot be had, in DuckDB's words; otherwise null.</summary>
    public string? Unplanned { get; init; }

    /// <summary>The files that DuckDB reads by itself.</summary>
    public IReadOnlyList<ExplainedFile> Files { get; init; } = [];

    /// <summary>The other tables.</summary>
    public IReadOnlyList<ExplainedScan> Scans { get; init; } = [];

    /// <summary>What is loaded, or null.</summary>
    public ExplainedLoad? Load { get; init; }
}

/// <summary>A table that is made of files which DuckDB reads by itself.</summary>
/// <param name="Table">The table, such as <c>orders@shop</c>.</param>
/// <param name="Paths">The files.</param>
public sealed record ExplainedFile(string Table, IReadOnlyList<string> Paths);

/// <summary>How a table is read.</summary>
/// <param name="Table">The table, such as <c>contacts@ac</c>.</param>
/// <param name="Columns">
/// The columns that are asked for, of which there may be none: then only the number of rows counts. Null when nothing is asked, because no
/// row of it can matter, or when it is not planned and all is read.
/// </param>
public sealed record ExplainedScan(string Table, IReadOnlyList<string>? Columns)
{
    /// <summary>What will be asked, one text a kind of call, such as <c>GET /api/3/contacts?email=…</c>.</summary>
    public IReadOnlyList<string> Requests { get; init; } = [];

    /// <summary>How each condition is answered.</summary>
    public IReadOnlyList<PredicateAnswer> Answers { get; init; } = [];

    /// <summary>The limit that is kept by the table itself, or null.</summary>
    public long? Limit { get; init; }

    /// <summary>What a user must know of where the rows come from, in the connector's words.</summary>
    public IReadOnlyList<Note> Notes { get; init; } = [];

    /// <summary>How many calls it takes where that is known without asking, otherwise null.</summary>
    public long? Calls { get; init; }

    /// <summary>Whose values are asked for instead of everything, or null.</summary>
    public ExplainedLookUp? LookUp { get; init; }

    /// <summary>Why its rows are read once into DuckDB and serve from there; null when they are not.</summary>
    public StagedFor? Staged { get; init; }

    /// <summary>In how many places the statement reads it, where that is known.</summary>
    public int Places { get; init; }

    /// <summary>Its size, when it was looked into.</summary>
    public ScanEstimate? Estimate { get; init; }

    /// <summary>How many calls it takes, with that which tells the size; null when it is not known.</summary>
    public long? CallsToRead => LookUp is { Values: 0 } ? 0 : Calls ?? (Estimate is { } estimate ? estimate.Calls + 1 : null);

    /// <summary>How long these calls take at the limits of the account, or null where that is not known or there are none.</summary>
    public TimeSpan? Duration { get; init; }
}

/// <summary>A table is asked for the rows with some values only, instead of for all.</summary>
/// <param name="Values">How many values.</param>
/// <param name="Column">The column that has them.</param>
/// <param name="From">The table of that column; null for the ledger.</param>
/// <param name="Near">How many more are asked for without the blanks around them.</param>
public sealed record ExplainedLookUp(long Values, string Column, string? From, int Near);

/// <summary>Why the rows of a table are read once into DuckDB.</summary>
public enum StagedFor
{
    /// <summary>The statement reads it in several places.</summary>
    Places,

    /// <summary>Those of its rows are told that find no partner.</summary>
    Unmatched,

    /// <summary>Its values are looked up in another table.</summary>
    LookUp,
}

/// <summary>What a load will do.</summary>
/// <param name="Target">The target as the user wrote it.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Reads">Calls that were made to plan it; the load makes them again.</param>
/// <param name="Elapsed">How long that took.</param>
public sealed record ExplainedLoad(string Target, WritePlan Plan, long Reads, TimeSpan Elapsed)
{
    /// <summary>
    /// What a process needs to begin sending, which a plan does not do: measured, and seen in small loads at a quick pace only.
    /// </summary>
    static readonly TimeSpan FirstSending = TimeSpan.FromMilliseconds(60);

    /// <summary>How many calls the whole load makes.</summary>
    public long Calls => Reads + Plan.Calls.Sum(c => c.Count);

    /// <summary>
    /// How long the whole load takes: what the limits ask for, and what else the reading took when it was done for the plan, such as the
    /// time of answers and of the work here.
    /// </summary>
    public TimeSpan Duration
    {
        get
        {
            if (Plan.SideBySide is not { } both || Plan.Calls.Count == 0) return Elapsed + Plan.Duration;
            var beside = Elapsed - both.Reading(Reads);
            return both.All(Reads) + (beside > TimeSpan.Zero ? beside : TimeSpan.Zero) + FirstSending;
        }
    }
}
