using System.Text.Json;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Simulation.Safeguards;

/// <summary>A table whose calls are made in another way.</summary>
internal sealed class TableDecorator(IWritableTable table, Func<ICallKind, ICallKind> change) : IWritableTable
{
    public TableSchema Schema => table.Schema;

    public IReadOnlyList<SideRead> SideReads => table.SideReads;

    public IWriteSession BeginWrite(WriteRequest request) => table.BeginWrite(request);

    public IReadOnlyList<ICallKind> BeginCalls() => [.. table.BeginCalls().Select(change)];
}

/// <summary>A kind of call that leaves something out.</summary>
internal sealed class KindWithout(ICallKind kind) : ICallKind, IDisposable
{
    /// <summary>To look what arrived before it is sent again.</summary>
    public bool Settling { get; init; }

    /// <summary>To cut in halves what is refused together.</summary>
    public bool Halving { get; init; }

    public CallKind Kind => kind.Kind;

    public int AtOnce => kind.AtOnce;

    public IReadOnlyList<JsonElement> Read(JsonElement content) => kind.Read(content);

    public bool IsOnTrial(IReadOnlyList<JsonElement> parts) => kind.IsOnTrial(parts);

    public async Task<CallAnswer> SendAsync(
        OpenCall call, IReadOnlyList<JsonElement> parts, bool inDoubt, CancellationToken cancellationToken)
    {
        var answer = await kind.SendAsync(call, parts, inDoubt, cancellationToken);
        if (!Halving || parts.Count == 1 || answer.Refusal is not { } cause) return answer;
        foreach (var part in answer.Open ?? parts) call.Reject(part, cause);
        return CallAnswer.Entered;
    }

    public Task<IReadOnlyList<JsonElement>?> SettleAsync(
        OpenCall call, IReadOnlyList<JsonElement> parts, CancellationToken cancellationToken) =>
        Settling ? Task.FromResult<IReadOnlyList<JsonElement>?>(parts) : kind.SettleAsync(call, parts, cancellationToken);

    public void Dispose() => (kind as IDisposable)?.Dispose();
}
