using System.Text;
using System.Text.Json.Nodes;
using Koppel.Engine.Ledger;
using Koppel.Sdk.Loading;
using Koppel.Simulation.Account;
using Koppel.Simulation.Runs;

namespace Koppel.Simulation.Safeguards;

/// <summary>
/// Something that the engine does so that nothing goes wrong, and how it is taken out: by what stands around the parts of the product,
/// never by a switch in them.
/// </summary>
/// <param name="Name">What it is called in the docs.</param>
internal sealed record Safeguard(string Name)
{
    /// <summary>The parts without it.</summary>
    public Func<ProcessParts, ProcessParts> Remove { get; init; } = parts => parts;

    /// <summary>What is heard of a call without it.</summary>
    public Func<Received, Hearing, Hearing>? Hears { get; init; }

    /// <summary>What is read of an answer without it.</summary>
    public Func<Received, Answer, Answer>? Reads { get; init; }

    /// <summary>The disk says that it has what it has not.</summary>
    public bool IsDiskLying { get; init; }

    /// <summary>Each process has locks of its own.</summary>
    public bool HasOwnLocks { get; init; }

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Safeguard> All =
    [
        OfJournal("write-ahead of a call", j => new JournalWithout(j) { Sendings = true }),
        new("a call is on the disk before it is sent") { IsDiskLying = true },
        OfJournal("what was not sent waits again", j => new JournalWithout(j) { Withdrawals = true }),
        OfJournal("the name of an accepted import is kept", j => new JournalWithout(j) { Tokens = true }),
        OfJournal("a stop lets no further call go", j => new JournalWithout(j) { Stops = true }),
        OfStatements("calls of a plan that has grown count", s => new StatementDecorator(s, s.Journal) { ForgetsGrowth = true }),
        new("rows of earlier calls are left out") { Remove = p => p with { Carried = _ => null } },
        new("fence of a run") { HasOwnLocks = true },
        OfKinds("settle before repeat", k => new KindWithout(k) { Settling = true }),
        OfKinds("halving", k => new KindWithout(k) { Halving = true }),
        new("a lost answer is a doubt")
        {
            Hears = (_, h) => h is Hearing.Cut or Hearing.CutSoon or Hearing.Nothing ? Hearing.NoConnection : h,
        },
        new("a failure of the server is a doubt")
        {
            Hears = (c, h) => h == Hearing.Page && c.Fate.Status >= 500 ? Hearing.TooManyUntold : h,
        },
        new("a page of somebody else's is no answer")
        {
            Reads = (_, a) => a.IsJson ? a : a with { Body = "{}"u8.ToArray(), Type = "application/json" },
        },
        new("follow to the end") { Reads = (c, a) => OfInfo(c, a, info => info["status"] = "completed") },
        new("an import that was broken off is not done") { Reads = (c, a) => OfInfo(c, a, Whole) },
        new("who is not taken is told") { Reads = (c, a) => OfInfo(c, a, info => info["failure"] = new JsonArray()) },
        new("pace of calls") { Remove = p => p with { Clock = c => new OtherClock(c, t => 2 * t.GetTimestamp()) } },
        new("one pace for all processes") { Remove = p => p with { SharedFolder = null } },
        new("pace by a clock that only goes forward") { Remove = p => p with { Clock = c => new OtherClock(c, t => t.GetUtcNow().Ticks) } },
        new("who is asked to wait waits") { Hears = (_, h) => h == Hearing.TooMany ? Hearing.TooManyUntold : h },
    ];

    static Safeguard OfJournal(string name, Func<IWriteJournal, IWriteJournal> without) =>
        OfStatements(name, s => new StatementDecorator(s, without(s.Journal)));

    static Safeguard OfStatements(string name, Func<ILedgerStatement, ILedgerStatement> without) => new(name)
    {
        Remove = p => p with { Ledger = l => new LedgerDecorator(l, without), Run = r => new RunDecorator(r, without) },
    };

    static Safeguard OfKinds(string name, Func<ICallKind, ICallKind> without) => new(name)
    {
        Remove = p => p with { Table = t => new TableDecorator(t, without) },
    };

    static void Whole(JsonNode info)
    {
        if (info["status"]?.ToString() is "interrupted" or "failed") info["status"] = "completed";
    }

    /// <summary>Another answer to how an import goes.</summary>
    static Answer OfInfo(Received call, Answer answer, Action<JsonNode> change)
    {
        if (call.Path is not ["import", "info"] || !answer.IsJson || answer.Status != 200) return answer;
        var info = JsonNode.Parse(answer.Body)!;
        change(info);
        return answer with { Body = Encoding.UTF8.GetBytes(info.ToJsonString()) };
    }
}
