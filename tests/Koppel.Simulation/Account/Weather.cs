using Koppel.Simulation.Choices;

namespace Koppel.Simulation.Account;

/// <summary>What goes wrong between a process and the account, and in the account. Once it is calm, nothing does.</summary>
/// <param name="choices">The choices.</param>
internal sealed class Weather(ChoiceSequence choices)
{
    /// <summary>How often a call meets a fault, of a thousand.</summary>
    public int Faults { get; init; }

    /// <summary>How often an import does.</summary>
    public int ImportFaults { get; init; }

    /// <summary>From now on nothing goes wrong.</summary>
    public bool IsCalm { get; set; }

    /// <summary>A time, in milliseconds.</summary>
    public TimeSpan Between(int low, int high) => TimeSpan.FromMilliseconds(choices.Between(low, high));

    /// <summary>What becomes of a call.</summary>
    public Fate FateOfCall() => !IsCalm && choices.Chance(Faults) ? Fate.Bad[choices.Next(Fate.Bad.Count)] : Fate.Good;

    /// <summary>What becomes of an import.</summary>
    public ImportFate FateOfImport(int contacts)
    {
        if (IsCalm || !choices.Chance(ImportFaults)) return ImportFate.Well;
        return choices.Next(4) switch
        {
            0 => new ImportFate(null, "completed", [choices.Next(contacts)]),
            1 => new ImportFate(choices.Next(contacts + 1), "failed", []),
            _ => new ImportFate(choices.Next(contacts + 1), "interrupted", []),
        };
    }
}

/// <summary>What becomes of a call: what the account does with it, and what the caller hears.</summary>
/// <param name="Name">What it is called in a trace.</param>
/// <param name="IsDone">The account does what is asked.</param>
/// <param name="Heard">What the caller hears instead of the answer.</param>
/// <param name="Status">The status of that, where it has one.</param>
internal sealed record Fate(string Name, bool IsDone, Hearing Heard, int Status = 0)
{
    /// <summary>
    /// What stands between, such as a proxy, sends it a second time: the account does it twice, unless nothing tells it from others, which
    /// no caller could prevent.
    /// </summary>
    public bool IsTwice { get; init; }

    /// <summary>Who makes too many calls is asked to wait so many seconds.</summary>
    public const int AskedWait = 2;

    /// <summary>Nothing goes wrong.</summary>
    public static readonly Fate Good = new("", true, Hearing.Answer);

    /// <summary>All that can go wrong.</summary>
    public static readonly IReadOnlyList<Fate> Bad =
    [
        new("answered 429 with a time to wait", false, Hearing.TooMany, 429),
        new("answered 429", false, Hearing.TooManyUntold, 429),
        new("answered 500, not done", false, Hearing.Page, 500),
        new("answered 500, done", true, Hearing.Page, 500),
        new("answered 503, not done", false, Hearing.Page, 503),
        new("answered 504, done", true, Hearing.Page, 504),
        new("cut off, not done", false, Hearing.Cut),
        new("cut off, done", true, Hearing.Cut),
        new("cut off at once, done later", true, Hearing.CutSoon),
        new("no connection", false, Hearing.NoConnection),
        new("no answer, done", true, Hearing.Nothing),
        new("no answer, not done", false, Hearing.Nothing),
        new("answered very late, done", true, Hearing.Late),
        new("half an answer, done", true, Hearing.Half),
        new("a page in place of the answer, done", true, Hearing.Page, 200),
        new("sent twice by what stands between", true, Hearing.Answer) { IsTwice = true },
    ];
}

/// <summary>What a caller hears.</summary>
internal enum Hearing
{
    /// <summary>The answer.</summary>
    Answer,

    /// <summary>Too many calls, and how long to wait.</summary>
    TooMany,

    /// <summary>Too many calls.</summary>
    TooManyUntold,

    /// <summary>A page for people.</summary>
    Page,

    /// <summary>The line breaks.</summary>
    Cut,

    /// <summary>The line breaks before the account has done it.</summary>
    CutSoon,

    /// <summary>There is no line.</summary>
    NoConnection,

    /// <summary>Nothing, ever.</summary>
    Nothing,

    /// <summary>The answer, after most of the time that it may take.</summary>
    Late,

    /// <summary>The first half of the answer.</summary>
    Half,
}
