using Koppel.Sdk;

namespace Koppel.Engine.Tests.Testing;

/// <summary>A table that rows can be loaded into; it keeps every load.</summary>
sealed class WritableMemoryTable(string name, params Column[] columns) : MemoryTable(name, columns), IWritableTable
{
    public IReadOnlyList<SideRead> SideReads { get; init; } = [];

    public List<MemoryLoad> Loads { get; } = [];

    public IWriteSession BeginWrite(WriteRequest request)
    {
        Loads.Add(new MemoryLoad(this, request));
        return Loads[^1];
    }
}
