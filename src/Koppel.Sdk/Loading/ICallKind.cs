using System.Text.Json;
using Koppel.Sdk.Connections;

namespace Koppel.Sdk.Loading;

/// <summary>What kind a planned call is of, as journals keep it with the call.</summary>
/// <param name="Name">A word such as <c>import</c>, which is never given to another kind.</param>
/// <param name="Version">Grows when what is kept of such a call changes so that older programs cannot read it.</param>
public readonly record struct CallKind(string Name, int Version = 1)
{
    /// <summary>The name, and the version where it is not the first.</summary>
    public override string ToString() => Version == 1 ? Name : $"{Name}, version {Version}";
}

/// <summary>
/// How calls of one kind are read, sent and settled, for one load. A call has parts, each of which carries rows and can travel alone.
/// Made use of by <see cref="CallRunner"/>, from many threads at once.
/// </summary>
public interface ICallKind
{
    /// <summary>What journals know it by.</summary>
    CallKind Kind { get; }

    /// <summary>So many calls are under way at once at most; the account's budget decides the pace. The default is 8.</summary>
    int AtOnce => 8;

    /// <summary>The parts of what is kept of a call, each an object with its <c>rows</c>. The default is that all of it is one.</summary>
    IReadOnlyList<JsonElement> Read(JsonElement content) => [content];

    /// <summary>
    /// Whether it is not known yet that such calls do what they should: then no other one is under way with it. The default is no.
    /// </summary>
    bool IsOnTrial(IReadOnlyList<JsonElement> parts) => false;

    /// <summary>Waits before parts are sent again that were not written for a reason that passes. The default is not to wait.</summary>
    /// <param name="attempt">The how manieth attempt it was.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task PauseAsync(int attempt, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends parts in one call, and enters in <paramref name="call"/> what became of each, unless all are refused.</summary>
    /// <param name="call">The call that they belong to.</param>
    /// <param name="parts">The parts, at least one.</param>
    /// <param name="inDoubt">They may have been written before.</param>
    /// <param name="cancellationToken">Cuts it off.</param>
    /// <exception cref="ConnectorException">No clear answer came.</exception>
    /// <exception cref="OperationCanceledException">The load is to stop, and nothing was sent.</exception>
    Task<CallAnswer> SendAsync(
        OpenCall call, IReadOnlyList<JsonElement> parts, bool inDoubt, CancellationToken cancellationToken);

    /// <summary>
    /// Finds out which of the parts that may have been written are there, enters these, and gives the others, to be sent again.
    /// Null when sending again does no harm, so that nothing needs to be found out: this is the default.
    /// </summary>
    /// <exception cref="ConnectorException">It cannot be found out.</exception>
    Task<IReadOnlyList<JsonElement>?> SettleAsync(
        OpenCall call, IReadOnlyList<JsonElement> parts, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<JsonElement>?>(null);
}

/// <summary>What became of parts that were sent together.</summary>
/// <param name="Refusal">Why all of them were refused; null when the call knows what became of each.</param>
/// <param name="InDoubt">Some of them may have been written all the same.</param>
public readonly record struct CallAnswer(RejectCause? Refusal, bool InDoubt = false)
{
    /// <summary>The call knows what became of each.</summary>
    public static CallAnswer Entered => default;

    /// <summary>
    /// Parts that were not written for a reason that passes, each with the reason: they are sent again, a few times. The call knows what
    /// became of the others. The default is none.
    /// </summary>
    public IReadOnlyList<(JsonElement Part, RejectCause Cause)> Passing { get => field ?? []; init; }

    /// <summary>Those that are refused, where the call knows already what became of the others; null for all.</summary>
    public IReadOnlyList<JsonElement>? Open { get; init; }
}
