using System.Text.Json;
using Koppel.Sdk.Loading;
using Koppel.Simulation.Account;
using Koppel.Simulation.Runs;

namespace Koppel.Simulation.Audit;

/// <summary>What must hold of the calls themselves: when they are made, and which are not made again.</summary>
/// <param name="run">What was tried.</param>
/// <param name="received">The calls that came to the account.</param>
/// <param name="imports">The imports that it took.</param>
/// <param name="ends">How processes ended before their time.</param>
internal sealed class CallRules(
    Case run, IReadOnlyList<Received> received, IReadOnlyList<Import> imports, IReadOnlyList<EndedAt> ends)
{
    /// <summary>What happens at one moment may come in any order.</summary>
    static readonly long Moment = TimeSpan.FromMilliseconds(1).Ticks;

    /// <summary>All that is broken.</summary>
    public IEnumerable<Finding> Find(LedgerView view) =>
        [.. Waits(), .. Stops(), .. Doubts(view), .. Followed(view)];

    /// <summary>Who is asked to wait waits, with all calls.</summary>
    IEnumerable<Finding> Waits() =>
        from asked in received
        where asked is { Fate.Heard: Hearing.TooMany, HeardAt: not null }
        let until = asked.HeardAt + TimeSpan.FromSeconds(Fate.AskedWait).Ticks
        from call in received
        where call.Process == asked.Process && call.At > asked.HeardAt + Moment && call.At < until
        select new Finding("who is asked to wait waits", $"{asked} was asked to wait, and {call} came before its time");

    /// <summary>A load that is stopped sends nothing more.</summary>
    IEnumerable<Finding> Stops() =>
        from end in ends
        where end.How == EndHow.Stop
        from call in received
        where call.Process == end.Process && call.IsWrite && call.At > end.At + Moment
        select new Finding("a stop lets no further call go", $"{call} came after the stop");

    /// <summary>
    /// What is in doubt was sent, unless its process was killed: that it is about to be sent is written down before it has its turn.
    /// </summary>
    IEnumerable<Finding> Doubts(LedgerView view) => run.Workload != Workload.Notes || ends.Any(e => e.How != EndHow.Stop) ? [] :
        from reject in view.Rejects
        where reject.Code == RejectCode.InDoubt && !received.Any(c => c.IsWrite && NoteIn(c) == reject.Values[0])
        select new Finding("what was not sent is not in doubt", $"note {reject.Values[0]} was never sent");

    static string? NoteIn(Received call)
    {
        using var body = JsonDocument.Parse(call.Body);
        return body.RootElement.TryGetProperty("note", out var note) ? note.GetProperty("note").GetString() : null;
    }

    /// <summary>
    /// An import that was asked for is in the ledger: whoever goes on with the load follows it, and sends it again only when it was broken
    /// off. When the power goes its name may be lost with other writes, and one that is a part of its call has none.
    /// </summary>
    IEnumerable<Finding> Followed(LedgerView view)
    {
        if (run.Company != Company.None || ends.Any(e => e.How == EndHow.PowerLoss)) return [];
        var whole = view.Calls.Where(c => c.Kind == "import")
            .Select(c => string.Join(' ', c.Rows.Select(r => r.Values[0]!.Trim().ToLowerInvariant()).Distinct().Order())).ToHashSet();
        return
            from import in imports
            where import.Status is "completed" && whole.Contains(ContactsOf(import))
            let asked = received.FirstOrDefault(c => c.Path is ["import", "info"] && c.Query[0].Value == import.Id)
            where asked is not null
            from again in imports
            where received[again.Request - 1].Process > asked.Process && ContactsOf(again) == ContactsOf(import)
            select new Finding("an accepted import is followed, not sent again", $"{import.Id} was sent again as {again.Id}");
    }

    static string ContactsOf(Import import) => string.Join(' ', import.Contacts.Select(c => c.Email.ToLowerInvariant()).Order());
}

/// <summary>A process ended before its time.</summary>
internal readonly record struct EndedAt(long At, int Process, EndHow How);
