namespace Koppel.Engine.Ledger;

/// <summary>What a run or a statement is called. A word never flatters.</summary>
public enum Status
{
    /// <summary>A process works on it.</summary>
    Running,

    /// <summary>A statement whose plan is in the ledger and that is being carried out.</summary>
    Planned,

    /// <summary>All is done, every row was accepted.</summary>
    Completed,

    /// <summary>All is done, some rows were not accepted.</summary>
    CompletedWithRejects,

    /// <summary>A fault ended it, or no row of a load was accepted.</summary>
    Failed,

    /// <summary>The user stopped it.</summary>
    Stopped,

    /// <summary>The process that worked on it is gone. It can be gone on with.</summary>
    Interrupted,
}

/// <summary>The words of a <see cref="Status"/>.</summary>
public static class StatusWords
{
    static readonly string[] Words = ["running", "planned", "completed", "completed with rejects", "failed", "stopped", "interrupted"];

    /// <summary>The words, such as <c>completed with rejects</c>.</summary>
    public static string ToWords(this Status status) => Words[(int)status];

    /// <summary>The status of these words.</summary>
    /// <exception cref="InvalidDataException">They are those of none.</exception>
    internal static Status Read(string words) => Array.IndexOf(Words, words) is >= 0 and var found
        ? (Status)found
        : throw new InvalidDataException("A status of the ledger is damaged.");
}
