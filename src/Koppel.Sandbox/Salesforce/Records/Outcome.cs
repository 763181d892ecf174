using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.Records;

/// <summary>What became of a record that was sent.</summary>
/// <param name="Id">The record; the default when there is none.</param>
/// <param name="IsCreated">Whether it was not there before.</param>
/// <param name="Fault">Why it was not written; null when it was.</param>
internal readonly record struct Outcome(RecordId Id, bool IsCreated, RowFault? Fault)
{
    /// <summary>The records that a key stands for when they are several; null otherwise.</summary>
    public IReadOnlyList<RecordId>? Several { get; init; }

    public static Outcome Failed(RowFault fault, RecordId id = default) => new(id, false, fault);
}
