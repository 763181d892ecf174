namespace Koppel.Jobs.History;

/// <summary>A line of the history of jobs: a run, or a due time at which none was.</summary>
/// <param name="Id">Its number, from 1.</param>
/// <param name="Job">The job's name.</param>
/// <param name="Kind">How it came about.</param>
/// <param name="Due">When it was due; for a run that somebody asked for, when that was.</param>
/// <param name="State">What it is called.</param>
public sealed record JobEntry(long Id, string Job, JobEntryKind Kind, DateTimeOffset Due, JobState State)
{
    /// <summary>Of due times that were missed one after the other, the last; null for one alone.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How many due times it tells of.</summary>
    public long Count { get; init; } = 1;

    /// <summary>When the run began, or when it was found that none was.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>When the run ended, or null.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>How often it was begun or gone on with.</summary>
    public int Attempts { get; init; }

    /// <summary>The run's number in the ledger; null when it has none: then it has loaded nothing.</summary>
    public long? LedgerRun { get; init; }

    /// <summary>What became of the rows of its loads; null when it has none.</summary>
    public JobBooks? Books { get; init; }

    /// <summary>How many rows its queries gave.</summary>
    public long Rows { get; init; }

    /// <summary>How many calls it made.</summary>
    public long Calls { get; init; }

    /// <summary>Why it failed, as a sentence; null when it did not.</summary>
    public string? Fault { get; init; }

    /// <summary>What became of telling about it: sentences; null when nobody was told.</summary>
    public string? Alert { get; init; }

    /// <summary>Whether somebody was to be told and could not be.</summary>
    public bool AlertFailed { get; init; }
}

/// <summary>What became of rows. Always: read = changed + unchanged + rejected + not sent.</summary>
/// <param name="Read">Rows of the sources.</param>
/// <param name="Changed">Rows that changed something.</param>
/// <param name="Unchanged">Rows that were already as they should be.</param>
/// <param name="Rejected">Rows that were not accepted.</param>
/// <param name="NotSent">Rows that were not sent.</param>
public sealed record JobBooks(long Read, long Changed, long Unchanged, long Rejected, long NotSent);

/// <summary>How a line of the history came about.</summary>
public enum JobEntryKind
{
    /// <summary>A due time came.</summary>
    Schedule,

    /// <summary>Due times were missed, and it makes up for all of them.</summary>
    Late,

    /// <summary>Somebody asked for it.</summary>
    Asked,
}

/// <summary>What a line of the history is called.</summary>
public enum JobState
{
    /// <summary>It runs, or the program that ran it is gone and nobody went on yet.</summary>
    Running,

    /// <summary>The program ended before it did: it is gone on with.</summary>
    Interrupted,

    /// <summary>All is done, every row was accepted.</summary>
    Completed,

    /// <summary>All is done, some rows were not accepted.</summary>
    CompletedWithRejects,

    /// <summary>It did not come to its end.</summary>
    Failed,

    /// <summary>No program ran when it was due, and it was left out.</summary>
    Missed,

    /// <summary>No program ran when it was due, and a later run makes up for it.</summary>
    MadeUp,

    /// <summary>The job still ran when it was due again.</summary>
    Overlapped,
}

/// <summary>The words of a <see cref="JobState"/>.</summary>
public static class JobStateWords
{
    static readonly string[] s_words =
        ["running", "interrupted", "completed", "completed with rejects", "failed", "missed", "made up for", "overlapped"];

    /// <summary>The words, such as <c>completed with rejects</c>.</summary>
    public static string ToWords(this JobState state) => s_words[(int)state];

    /// <summary>Whether it is that of a run that came to its end or failed.</summary>
    public static bool IsEnd(this JobState state) => state is JobState.Completed or JobState.CompletedWithRejects or JobState.Failed;

    /// <summary>Whether it is that of a due time at which no run was.</summary>
    public static bool IsWithoutRun(this JobState state) => state is JobState.Missed or JobState.MadeUp or JobState.Overlapped;

    /// <summary>The state of these words.</summary>
    internal static JobState Read(string words) => Array.IndexOf(s_words, words) is >= 0 and var found ? (JobState)found
        : throw new InvalidDataException("A state of the history of jobs is damaged.");
}
