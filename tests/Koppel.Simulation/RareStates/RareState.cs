using System.Text;
using Koppel.Engine.Ledger;
using Koppel.Sdk.Loading;
using Koppel.Simulation.Account;
using Koppel.Simulation.Runs;

namespace Koppel.Simulation.RareStates;

/// <summary>A state that hardly ever comes about, and must have been tried.</summary>
/// <param name="Name">What happened.</param>
/// <param name="IsReached">Whether it did.</param>
internal sealed record RareState(string Name, Func<Facts, bool> IsReached)
{
    static readonly long Second = TimeSpan.FromSeconds(1).Ticks;

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<RareState> All =
    [
        new("an import was accepted, its answer lost, the process killed, and the import sent again", f => f.Imports.Any(i =>
            f.Received[i.Request - 1] is { Fate.Heard: not (Hearing.Answer or Hearing.Late) } && f.IsKilled(f.ProcessOf(i))
            && f.Again(i).Any() && f.Again(i).All(a => f.ProcessOf(a) > f.ProcessOf(i)))),
        new("an import was accepted, the process killed, and the batch found by asking for it", f => f.Imports.Any(i =>
            f.IsKilled(f.ProcessOf(i)) && f.Received.Any(c => c.Path is ["import", "info"] && c.Query[0].Value == i.Id
                && c.Process > f.ProcessOf(i)))),
        new("an import was broken off behind some of its contacts, and sent again", f => f.Imports.Any(i =>
            i.Status is "interrupted" or "failed" && i.Taken.Count > 0 && f.Again(i).Any())),
        new("an import was broken off as often as it was sent", f => f.View!.Rejects.Any(r => r.Code == RejectCode.Interrupted)),
        new("a contact was not taken behind an import that was broken off", f =>
            f.Imports.Count > 0 && f.View!.Rejects.Any(r => r.Code == RejectCode.InDoubt)),
        new("an import was refused without a name, and cut down to the contact at fault", f =>
            f.Received.Any(c => IsRefused(c) && c.Contacts == 1) && f.Received.Count(IsRefused) > 2),
        new("an import was refused with a name and without one at once", f => f.Received.Any(c => IsRefused(c)
            && Encoding.UTF8.GetString(c.Answer!.Body) is var text && text.Contains("contact\":", StringComparison.Ordinal)
            && text.Contains("A tag", StringComparison.Ordinal))),
        new("several imports were under way, and the power went", f => f.Ends.Any(e => e.How == EndHow.PowerLoss
            && f.Received.Count(c => c.IsImport && c.Process == e.Process && c.At < e.At) > 1)),
        new("the power went in the middle of a commit, and tore it", f => f.Torn > 0),
        new("a call was answered, the power went, and it was made again", f => f.Ends.Any(e => e.How == EndHow.PowerLoss
            && f.Received.Any(c => c is { IsWrite: true, Fate.Heard: Hearing.Answer } && c.HeardAt < e.At && c.Process == e.Process
                && f.Again(c) is { } again && again.Process > c.Process))),
        new("a plan grew while its calls were made, broke off, and was made anew around them", f => f.Carried > 0),
        new("a row was looked for, and was there", f => Looked(f, isThere: true)),
        new("a row was looked for, was not there, and was sent again", f => Looked(f, isThere: false)),
        new("a row was in doubt that nothing tells from others", f =>
            f.Case.Workload == Workload.Notes && f.View!.Rejects.Any(r => r.Code == RejectCode.InDoubt)),
        new("a stop came while a call without an answer waited for its next attempt", f => f.Ends.Any(e => e.How == EndHow.Stop
            && f.Received.Any(c => c.IsWrite && c.Process == e.Process && c.Fate.Heard != Hearing.Answer && c.HeardAt < e.At
                && (f.Again(c) is not { } again || again.Process > c.Process)))),
        new("a process wanted a run that another worked on, and was refused", f => f.Statuses.Contains(Status.Running)),
        new("two loads of one ledger kept one pace", f => f.Case.Company == Company.SecondLoad && f.Received.Any(c =>
            f.Received.Any(o => o.At >= c.At && o.At < c.At + Second && o.Process != c.Process)
            && f.Received.Count(o => o.At >= c.At && o.At < c.At + Second) == 5)),
        new("the clock was set while calls waited for their turn", f => f.ClockSteps.Any(t =>
            f.Received.Count(c => c.At < t && c.At > t - 2 * Second) > 3 && f.Received.Any(c => c.At > t && c.At < t + 2 * Second))),
        new("somebody took away what a row had just done", f => f.History.Any(c => c is { By: > 0, Kind: ChangeKind.Tagged }
            && f.History.Any(o => o is { By: 0, Kind: ChangeKind.Untagged } && o.At > c.At && o.At < c.At + 10 * Second
                && o.Email == c.Email && o.What == c.What))),
        new("somebody removed a contact between the plan and its call", f => f.History.Any(o => o.Kind == ChangeKind.ContactGone
            && f.History.Any(c => c is { By: > 0, Kind: ChangeKind.NewContact } && c.At > o.At && c.Email == o.Email))),
        new("a call was done behind the end of its process, when the next had begun", f => f.Received.Any(c => c.IsWrite
            && f.Begun.Any(b => b.Process > c.Process && c.At < b.At && c.DoneAt > b.At))),
        new("a call was sent twice by one process, and done twice", f => f.Received.Any(c => c is { IsWrite: true, DoneAt: not null }
            && f.Again(c) is { DoneAt: not null } again && again.Process == c.Process)),
        new("five processes were needed", f => f.Begun.Count >= 5),
        new("not one row was accepted", f => f.View!.Statements.Any(s => s.Read > 0 && s.Rejected == s.Read)),
    ];

    static bool IsRefused(Received call) => call is { IsImport: true, Answer.Status: 400 };

    /// <summary>A new row whose answer was lost was looked for, and then sent again, or not.</summary>
    static bool Looked(Facts facts, bool isThere) => facts.Case.Workload == Workload.NewTags && facts.Received.Any(c =>
        c.Method == "POST" && c.Fate.Heard != Hearing.Answer && c.Fate.Heard < Hearing.Late
        && facts.Received.Any(o => o.Method == "GET" && o.At > c.At && o.Query.Exists(q => q.Name == "filters[search][eq]"))
        && (facts.Again(c) is null) == isThere && (c.DoneAt is not null) == isThere);
}
