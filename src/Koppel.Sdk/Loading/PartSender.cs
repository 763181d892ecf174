using System.Text.Json;
using Koppel.Sdk.Connections;

namespace Koppel.Sdk.Loading;

/// <summary>
/// Sends the parts of a call. (1) Those that may have been written are settled first. (2) Parts that are refused together are cut in halves
/// until those at fault stand alone. When both halves are taken, there were too many, and those behind them are cut as small. (3) When the
/// answer is lost, it is found out what was written, and the rest is sent again, a few times.
/// </summary>
/// <param name="kind">How such parts are sent and settled.</param>
/// <param name="isOver">Whether the load has failed elsewhere, so that nothing is tried again.</param>
internal sealed class PartSender(ICallKind kind, Func<bool> isOver) : IDisposable
{
    /// <summary>How many times parts are sent at most that were not there afterwards.</summary>
    const int Attempts = 3;

    readonly SemaphoreSlim _trial = new(1);
    volatile int _most = int.MaxValue;

    /// <summary>Sends all of a call.</summary>
    public async Task SendAsync(OpenCall call, JsonElement content, CancellationToken cancellationToken)
    {
        var parts = kind.Read(content);
        call.Parts = parts.Count;
        await _trial.WaitAsync(cancellationToken);
        var isOnTrial = kind.IsOnTrial(parts);
        if (!isOnTrial) _trial.Release();
        try
        {
            if (call.WasSent) parts = await kind.SettleAsync(call, parts, cancellationToken) ?? parts;
            await SendAsync(call, parts, call.WasSent, 1, cancellationToken);
        }
        finally
        {
            if (isOnTrial) _trial.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _trial.Dispose();

    /// <summary>Sends parts, and says whether they were taken together.</summary>
    async Task<bool> SendAsync(
        OpenCall call, IReadOnlyList<JsonElement> parts, bool inDoubt, int attempt, CancellationToken cancellationToken)
    {
        if (parts.Count == 0) return true;
        if (parts.Count > _most)
        {
            foreach (var some in parts.Chunk(_most)) await SendAsync(call, some, inDoubt, 1, cancellationToken);
            return false;
        }
        CallAnswer answer;
        try
        {
            answer = await kind.SendAsync(call, parts, inDoubt, cancellationToken);
        }
        catch (ConnectorException lost) when (lost.MayHaveHappened)
        {
            var open = await TrySettleAsync(call, parts, cancellationToken);
            if (open is null || (open.Count > 0 && (attempt == Attempts || isOver()))) throw;
            await SendAsync(call, open, inDoubt: true, attempt + 1, cancellationToken);
            return false;
        }
        if (answer.Refusal is not { } cause) return parts.Count > 1;
        parts = answer.Open ?? parts;
        if (parts.Count > 1) await HalveAsync(call, parts, inDoubt, answer, attempt, cancellationToken);
        else call.Reject(parts[0], cause);
        return false;
    }

    async Task HalveAsync(
        OpenCall call, IReadOnlyList<JsonElement> parts, bool inDoubt, CallAnswer answer, int attempt, CancellationToken cancellationToken)
    {
        if (answer.InDoubt) parts = await kind.SettleAsync(call, parts, cancellationToken) ?? parts;
        if (parts.Count == 0) return;
        inDoubt |= answer.InDoubt;
        var half = (parts.Count + 1) / 2;
        var first = await SendAsync(call, [.. parts.Take(half)], inDoubt, attempt, cancellationToken);
        var second = await SendAsync(call, [.. parts.Skip(half)], inDoubt, attempt, cancellationToken);
        if (first && second) _most = Math.Min(_most, half);
    }

    /// <summary>Null also when looking fails: then the fault of the call itself is the one to tell.</summary>
    async Task<IReadOnlyList<JsonElement>?> TrySettleAsync(
        OpenCall call, IReadOnlyList<JsonElement> parts, CancellationToken cancellationToken)
    {
        try
        {
            return await kind.SettleAsync(call, parts, cancellationToken);
        }
        catch (ConnectorException)
        {
            return null;
        }
    }
}
