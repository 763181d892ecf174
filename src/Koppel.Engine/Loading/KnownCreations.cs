using System.Text.Json;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Loading;

/// <summary>
/// What a load created on the way, told by what became of the calls that bring it: (1) an answer accepted a row that brings it, so it is
/// there, (2) such a row was under way when the load stopped, so it may be there, (3) none was sent. What was refused is told with its row.
/// </summary>
internal static class KnownCreations
{
    /// <summary>More of one kind are told by their number.</summary>
    const int Named = 20;

    enum Known
    {
        Refused,
        NotSent,
        InDoubt,
        There,
    }

    /// <summary>The outcome with what is known of that. Of a load whose calls were all accepted, that is all that was planned.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="calls">Gives the load's calls as they are.</param>
    /// <param name="rejected">Gives the rows that their calls did not accept, with the code of each.</param>
    public static WriteOutcome In(
        WriteOutcome outcome, Func<IEnumerable<JournalCall>> calls, Func<IReadOnlyDictionary<(long Call, long Row), string>> rejected)
    {
        if (outcome is { IsWhole: true } and ({ Creates.Count: 0 } or { Rejects.Count: 0 })) return outcome;
        var refused = rejected();
        if (outcome.IsWhole && refused.Count == 0) return outcome;
        var named = new Dictionary<Brought, Known>();
        var numbers = new Dictionary<(string Kind, Known Known), long>();
        foreach (var call in calls())
        {
            if (call.Content.Span.IndexOf("\"brings\":"u8) < 0) continue;
            using var content = JsonDocument.Parse(call.Content);
            foreach (var (row, what) in JournalRows.Brings(content.RootElement))
            {
                var known = Of(call.State, refused.GetValueOrDefault((call.Number, row)));
                if (what.Name is null) numbers[(what.Kind, known)] = numbers.GetValueOrDefault((what.Kind, known)) + 1;
                else if (!named.TryGetValue(what, out var before) || before < known) named[what] = known;
            }
        }
        // Calls that an older program planned do not tell it.
        if (named.Count + numbers.Count == 0) return outcome with { Creates = [], MayCreate = [.. outcome.Creates, .. outcome.MayCreate] };
        return outcome with { Creates = Told(Known.There), MayCreate = Told(Known.InDoubt), NotCreated = Told(Known.NotSent) };

        IReadOnlyList<string> Told(Known known) =>
        [
            .. named.Where(n => n.Value == known).Select(n => n.Key).GroupBy(b => b.Kind).SelectMany(Names),
            .. numbers.Where(n => n.Key.Known == known).Select(n => CreationText.Of(n.Key.Kind, n.Value)),
        ];
    }

    static Known Of(CallState state, string? code) => (state, code) switch
    {
        (CallState.Planned, _) => Known.NotSent,
        (CallState.Done, null or RejectCode.PartlyTaken) => Known.There,
        (CallState.Done, RejectCode.Interrupted or RejectCode.InDoubt) => Known.InDoubt,
        (CallState.Done, _) => Known.Refused,
        _ => Known.InDoubt,
    };

    static IEnumerable<string> Names(IGrouping<string, Brought> kind) =>
        kind.Count() > Named ? [CreationText.Of(kind.Key, kind.Count())] : kind.Select(b => CreationText.Of(b.Kind, b.Name!));
}
