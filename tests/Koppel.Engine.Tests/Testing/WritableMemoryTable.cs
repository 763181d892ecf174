using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Testing;

/// <summary>A table that rows can be loaded into; it keeps every load.</summary>
sealed class WritableMemoryTable(string name, params Column[] columns) : MemoryTable(name, columns), IWritableTable
{
    /// <summary>The kind of its calls.</summary>
    public static readonly CallKind Row = new("row");

    public IReadOnlyList<SideRead> SideReads { get; init; } = [];

    public IReadOnlyList<CallKind> CallKinds { get; set; } = [Row];

    public List<MemoryLoad> Loads { get; } = [];

    /// <summary>Why the remote system does not accept a row, or null when it does.</summary>
    public Func<object?[], string?> Refuses { get; init; } = _ => null;

    /// <summary>The remote system fails at this call, once.</summary>
    public int? FailsAtCall { get; set; }

    public IWriteSession BeginWrite(WriteRequest request)
    {
        Loads.Add(new MemoryLoad(this, request, Loads.Count));
        return Loads[^1];
    }

    public IReadOnlyList<ICallKind> BeginCalls() => throw new NotSupportedException("It makes its calls by itself.");

    public async Task CarryOutAsync(IWriteJournal journal, CancellationToken cancellationToken = default)
    {
        await foreach (var call in journal.OpenAsync(cancellationToken))
        {
            if (call.Number == FailsAtCall)
            {
                FailsAtCall = null;
                throw new ConnectorException(ConnectorErrorKind.ServerFault, "The remote system has failed.");
            }
            journal.Sending(call.Number);
            var load = Loads[BitConverter.ToInt32(call.Content.Span[8..])];
            if (Refuses(load.RowOf(call)) is { } reason)
            {
                journal.Done(call.Number,
                    new CallResult(0, 0, [new Reject(call.Number, [], new RejectCause(RejectCode.Refused, reason, "Leave it out."))]));
                continue;
            }
            load.Write(call);
            journal.Done(call.Number, new CallResult(1, 0, []));
        }
    }
}
