namespace Koppel.Sdk.Rest.Declare;

/// <summary>
/// How a list is asked for the rows that changed, so that a snapshot of it can be kept fresh instead of being read again.
/// </summary>
/// <param name="Parameter">The parameter of the list that asks for rows that changed after a moment.</param>
/// <param name="Column">The column that tells when a row was changed last.</param>
/// <param name="Covers">
/// The columns whose every change is known to change <paramref name="Column"/> too, the key and that column among them. Others are never
/// taken from a snapshot.
/// </param>
/// <param name="Write">Writes a moment as the parameter takes it.</param>
public sealed record ChangedSince(string Parameter, string Column, IReadOnlyList<string> Covers, Func<DateTimeOffset, string> Write);

/// <summary>Whether a table's rows may come from a snapshot.</summary>
public enum SnapshotUse
{
    /// <summary>All is read each time.</summary>
    Off,

    /// <summary>They come from the snapshot, which is refreshed first; where there is none it is taken.</summary>
    On,

    /// <summary>The next reading takes the snapshot anew.</summary>
    New,
}
