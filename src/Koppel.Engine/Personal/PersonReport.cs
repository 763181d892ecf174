namespace Koppel.Engine.Personal;

/// <summary>What is kept of a person in one place.</summary>
/// <param name="Place">What kind of place, such as <c>ledger: rejects</c> or <c>plan file</c>.</param>
/// <param name="Run">The run, or null.</param>
/// <param name="Statement">The statement's number in its run, or null.</param>
/// <param name="File">The file or the snapshot, or null for the ledger.</param>
/// <param name="Records">How many records.</param>
/// <param name="Data">What kind of data.</param>
/// <param name="ById">Whether only a number names him, and not the address.</param>
/// <param name="Fate">What forgetting does with it.</param>
public sealed record PersonTrace(
    string Place, long? Run, long? Statement, string? File, long Records, string Data, bool ById, string Fate);

/// <summary>What is kept of a person on this machine.</summary>
public sealed record PersonReport
{
    /// <summary>Where he is.</summary>
    public IReadOnlyList<PersonTrace> Traces { get; init; } = [];

    /// <summary>What could not be looked into, or not taken out, as sentences.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>What has to be known beside it, as sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How many numbers of the person's are known, by which rows were looked for too.</summary>
    public int Ids { get; init; }

    /// <summary>When he was forgotten before.</summary>
    public IReadOnlyList<DateTimeOffset> ForgottenBefore { get; init; } = [];

    /// <summary>How many records name him.</summary>
    public long Records => Traces.Sum(t => t.Records);
}
