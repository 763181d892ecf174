using Koppel.Sdk;

namespace Koppel.Engine.Tests.Testing;

/// <summary>A table that rows can be loaded into; it keeps every load.</summary>
sealed class WritableMemoryTable(string name, params Column[] columns) : MemoryTable(name, columns), IWritableTable
{
    public IReadOnlyList<SideRead> SideReads { get; init; } = [];

    public List<MemoryLoad> Loads { get; } = [];

    public IWriteSession BeginWrite(WriteRequest request)
    {
        Loads.Add(new MemoryLoad(this, request, Loads.Count));
        return Loads[^1];
    }

    public async Task CarryOutAsync(IWriteJournal journal, CancellationToken cancellationToken = default)
    {
        await foreach (var call in journal.OpenAsync(cancellationToken))
        {
            journal.Sending(call.Number);
            Loads[BitConverter.ToInt32(call.Content.Span[8..])].Write(call);
            journal.Done(call.Number, new CallResult(1, 0, []));
        }
    }
}
