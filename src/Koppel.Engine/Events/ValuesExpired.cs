namespace Koppel.Engine.Events;

/// <summary>Values were taken out of old runs, and old snapshots and plans went, as the settings say.</summary>
/// <param name="Values">Runs whose values were taken out.</param>
/// <param name="Payloads">Runs of whose calls only the rows were left.</param>
/// <param name="Snapshots">Snapshots that were dropped.</param>
/// <param name="Plans">Plan files that were deleted.</param>
public sealed record ValuesExpired(int Values, int Payloads, int Snapshots, int Plans) : RunEvent
{
    /// <summary>Entries of the query tool's history that were taken out.</summary>
    public int History { get; init; }

    /// <summary>Whether it is nothing.</summary>
    public bool IsNothing => this is { Values: 0, Payloads: 0, Snapshots: 0, Plans: 0, History: 0 };
}
