namespace Koppel.Sdk.Connections;

/// <summary>
/// Keeps rows of remote tables on this machine from one run to the next. Safe to use from many threads and processes: a snapshot that
/// another process changed in between is not changed on top of it.
/// </summary>
public interface ISnapshotStore
{
    /// <summary>The snapshot of that name, or null when none was taken to its end.</summary>
    /// <param name="name">What it is of, such as <c>contacts of https://account.example.com</c>.</param>
    SnapshotState? Find(string name);

    /// <summary>Begins a snapshot. It is there once it is completed, in the place of the one before.</summary>
    /// <param name="name">What it is of.</param>
    /// <param name="form">What its rows hold. A snapshot of another form cannot be used.</param>
    ISnapshotFilling Fill(string name, string form);

    /// <summary>Adds and replaces rows; null when the snapshot is not as it was found any more.</summary>
    /// <param name="state">The snapshot as it was found.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="asOf">The remote system's time from which on it does not know what changed.</param>
    SnapshotState? Apply(SnapshotState state, IReadOnlyList<SnapshotRow> rows, DateTimeOffset asOf);

    /// <summary>Rows in the order of their keys.</summary>
    /// <param name="state">The snapshot.</param>
    /// <param name="after">Only rows whose key is greater; null for all.</param>
    /// <param name="most">How many at most.</param>
    IReadOnlyList<SnapshotRow> Read(SnapshotState state, SnapshotKey? after, int most);

    /// <summary>The moments at which the rows were changed last, the latest first.</summary>
    /// <param name="state">The snapshot.</param>
    /// <param name="since">Only of rows that were changed after this.</param>
    /// <param name="most">How many at most.</param>
    IReadOnlyList<(SnapshotKey Key, DateTimeOffset Changed)> Latest(SnapshotState state, DateTimeOffset since, int most);

    /// <summary>Which of these keys are there.</summary>
    IReadOnlySet<SnapshotKey> Present(SnapshotState state, IReadOnlyList<SnapshotKey> keys);
}

/// <summary>A snapshot that is being taken. What was not completed is dropped.</summary>
public interface ISnapshotFilling : IDisposable
{
    /// <summary>Adds rows.</summary>
    void Add(IReadOnlyList<SnapshotRow> rows);

    /// <summary>All rows are there.</summary>
    /// <param name="asOf">The remote system's time from which on it does not know what changed: that of the first call.</param>
    void Complete(DateTimeOffset asOf);
}

/// <summary>A row as it is kept.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Changed">When it was changed last, by the remote system's word.</param>
/// <param name="Content">The row, as JSON.</param>
public sealed record SnapshotRow(SnapshotKey Key, DateTimeOffset Changed, ReadOnlyMemory<byte> Content);

/// <summary>A snapshot as it is now.</summary>
/// <param name="Id">Its number in the store.</param>
/// <param name="Version">Grows with each change.</param>
/// <param name="Form">What its rows hold.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Taken">When it was read as a whole.</param>
/// <param name="Refreshed">When it was last made to hold what had changed.</param>
/// <param name="AsOf">The remote system's time from which on it does not know what changed.</param>
public sealed record SnapshotState(
    long Id, long Version, string Form, long Rows, DateTimeOffset Taken, DateTimeOffset Refreshed, DateTimeOffset AsOf);
