using Koppel.Sdk.Connections;

namespace Koppel.Engine.State;

/// <summary>A snapshot that is being taken.</summary>
internal sealed class SnapshotFilling(SnapshotFile file, string name, string form) : ISnapshotFilling
{
    readonly long _id = file.Begin(name, form);
    bool _isComplete;

    /// <inheritdoc/>
    public void Add(IReadOnlyList<SnapshotRow> rows) => file.Add(_id, rows);

    /// <inheritdoc/>
    public void Complete(DateTimeOffset asOf)
    {
        file.Complete(_id, name, asOf);
        _isComplete = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isComplete) file.Drop(_id);
    }
}
