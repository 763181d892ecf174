using System.Text;
using Koppel.Engine.Ledger;
using Koppel.Engine.Ledger.Sqlite;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Tests.Ledger;

/// <summary>A state folder of a test, with a clock that the test moves.</summary>
sealed class LedgerFolder : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("koppel-ledger-").FullName;

    public LedgerFolder() => Path = System.IO.Path.Combine(_root, "state");

    public string Path { get; }

    public string File => System.IO.Path.Combine(Path, "ledger.db");

    public MovedClock Clock { get; } = new();

    public SqliteLedger Open() => SqliteLedger.Open(Path, Clock);

    /// <summary>What a process that is gone would leave behind: the files as they are, nothing closed.</summary>
    public string Copy(SqliteLedger ledger, string name)
    {
        var copy = System.IO.Path.Combine(_root, name);
        Directory.CreateDirectory(copy);
        ledger.Commits.Alone(_ => CopyTo(copy));
        return copy;
    }

    /// <summary>Copies the files as they are, whatever happens to them.</summary>
    public void CopyTo(string copy)
    {
        foreach (var part in new[] { "", "-wal" })
            System.IO.File.Copy(File + part, System.IO.Path.Combine(copy, "ledger.db" + part), overwrite: true);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    public static readonly CallKind Kind = new("thing");

    public static RunStart Script(string text = "insert into t@m select 1") => new(text);

    public static StatementStart Insert(int number = 1) =>
        new(number, "insert into t@m select 1", "insert") { Target = "t@m", Connection = "m" };

    /// <summary>Plans calls of ten rows each, and seals the plan.</summary>
    public static void Plan(ILedgerStatement statement, int calls, long unchanged = 0, params Reject[] rejects)
    {
        for (var i = 1; i <= calls; i++) statement.Journal.Plan(Kind, "POST /things", 10, Content(i));
        statement.ReadPlanned(PlanOf(calls * 10L + unchanged + rejects.Length, unchanged, rejects), ["email", "tag"]);
    }

    public static WritePlan PlanOf(long read, long unchanged, params Reject[] rejects) => new()
    {
        Read = read,
        Changes = read - unchanged - rejects.Length,
        Unchanged = unchanged,
        Rejects = new RejectList(rejects, rejects.Length),
        EachReject = rejects,
        Calls = [],
        Creates = ["tag Test"],
        Notes = ["Automations start."],
        Duration = TimeSpan.Zero,
    };

    public static byte[] Content(int call) => Encoding.UTF8.GetBytes($$"""{"call":{{call}}}""");

    public static CallResult AllChanged { get; } = new(10, 0, []);
}

/// <summary>A clock that a test moves.</summary>
sealed class MovedClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
