using System.Text.Json;
using Koppel.Sdk.Connections;

namespace Koppel.Sdk.Loading;

/// <summary>
/// Sends the parts of a call. (1) Those that may have been written are settled first. (2) Parts that are refused together are cut in halves
/// until those at fault stand alone. When both halves are taken, there were too many, and those behind them are cut as small. (3) When the
/// answer is lost, it is found out what was written, and the rest is sent again, a few times. (4) So are parts that were not written for a
/// reason that passes.
/// </summary>
/// <param name="kind">How such parts are sent and settled.</param>
/// <param name="isOver">Whether the load has failed elsewhere, so that nothing is tried again.</param>
internal sealed class PartSender(ICallKind kind, Func<bool> isOver) : IDisposable
{
    /// <summary>How many times parts are sent at most that were not there afterwards.</summary>
    const int Attempts = 3;

    /// <summary>How many times parts are sent at most that were not written for a reason that passes.</summary>
    const int PassingAttempts = 4;

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
            await SendAsync(call, parts, new Course(call.WasSent), cancellationToken);
        }
        finally
        {
            if (isOnTrial) _trial.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _trial.Dispose();

    /// <summary>Sends parts, and says whether they were taken together.</summary>
    async Task<bool> SendAsync(OpenCall call, IReadOnlyList<JsonElement> parts, Course course, CancellationToken cancellationToken)
    {
        if (parts.Count == 0) return true;
        if (parts.Count > _most)
        {
            foreach (var some in parts.Chunk(_most)) await SendAsync(call, some, course with { Attempt = 1 }, cancellationToken);
            return false;
        }
        CallAnswer answer;
        try
        {
            answer = await kind.SendAsync(call, parts, course.InDoubt, cancellationToken);
        }
        catch (ConnectorException lost) when (lost.MayHaveHappened)
        {
            var open = await TrySettleAsync(call, parts, cancellationToken);
            if (open is null || (open.Count > 0 && (course.Attempt == Attempts || isOver()))) throw;
            await SendAsync(call, open, course with { InDoubt = true, Attempt = course.Attempt + 1 }, cancellationToken);
            return false;
        }
        if (answer.Passing.Count > 0) await SendAgainAsync(call, answer.Passing, course, cancellationToken);
        if (answer.Refusal is not { } cause) return parts.Count > 1;
        parts = answer.Open ?? parts;
        if (parts.Count > 1) await HalveAsync(call, parts, course, answer, cancellationToken);
        else call.Reject(parts[0], cause);
        return false;
    }

    /// <summary>Sends parts again that were not written for a reason that passes: what became of the others is known.</summary>
    async Task SendAgainAsync(
        OpenCall call, IReadOnlyList<(JsonElement Part, RejectCause Cause)> passing, Course course, CancellationToken cancellationToken)
    {
        if (course.Passing == PassingAttempts)
        {
            foreach (var (part, cause) in passing) call.Reject(part, cause);
            return;
        }
        await kind.PauseAsync(course.Passing, cancellationToken);
        await SendAsync(call, [.. passing.Select(p => p.Part)], new Course(false) { Passing = course.Passing + 1 }, cancellationToken);
    }

    async Task HalveAsync(
        OpenCall call, IReadOnlyList<JsonElement> parts, Course course, CallAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.InDoubt) parts = await kind.SettleAsync(call, parts, cancellationToken) ?? parts;
        if (parts.Count == 0) return;
        course = course with { InDoubt = course.InDoubt || answer.InDoubt };
        var half = (parts.Count + 1) / 2;
        var first = await SendAsync(call, [.. parts.Take(half)], course, cancellationToken);
        var second = await SendAsync(call, [.. parts.Skip(half)], course, cancellationToken);
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

    /// <summary>What has become of parts so far.</summary>
    /// <param name="InDoubt">They may have been written before.</param>
    readonly record struct Course(bool InDoubt)
    {
        /// <summary>The how manieth attempt it is after answers that were lost.</summary>
        public int Attempt { get; init; } = 1;

        /// <summary>The how manieth attempt it is after reasons that pass.</summary>
        public int Passing { get; init; } = 1;
    }
}
