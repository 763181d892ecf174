using Koppel.Engine.Ledger;
using Koppel.Engine.Ledger.Sqlite;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Tests.Ledger;

/// <summary>Rows that found no partner stand in the ledger beside the load, and never in its books.</summary>
public sealed class UnmatchedRecordTests : IDisposable
{
    readonly LedgerFolder _folder = new();
    readonly SqliteLedger _ledger;

    public UnmatchedRecordTests() => _ledger = _folder.Open();

    public void Dispose()
    {
        _ledger.Dispose();
        _folder.Dispose();
    }

    static void Add(ILedgerStatement statement)
    {
        statement.AddUnmatched(
            [(1, new UnmatchedRow(3, "'x '", true), """{"email":"x "}"""), (1, new UnmatchedRow(7, "null", false), """{"email":null}""")]);
        statement.AddUnmatched(
            [(1,
                new UnmatchedRows(
                    "Sheet1@crm", "contacts@ac", "email", 10, 2) { Near = 1, Bound = CountBound.AtMost, Partners = "\"id\" > 5" })]);
    }

    async Task<List<string>> ReadAsync()
    {
        await using var catalog = new LedgerCatalog(_ledger);
        var table = (IScanTable)(await catalog.FindAsync("unmatched"))!;
        var lines = new List<string>();
        await foreach (var batch in table.ScanAsync(table.Plan(new ScanRequest { Columns = table.Schema.Columns })))
            foreach (var row in Cells.Rows(batch)) lines.Add(string.Join('|', row));
        return lines;
    }

    [Fact]
    public async Task They_are_listed_and_counted_and_the_books_are_as_before()
    {
        using var run = _ledger.BeginRun(LedgerFolder.Script());
        var statement = run.BeginStatement(LedgerFolder.Insert());
        Add(statement);
        LedgerFolder.Plan(statement, calls: 1);
        Assert.Equal(
            ["""1|1|Sheet1@crm|contacts@ac|email|3|{"email":"x "}|True""", """1|1|Sheet1@crm|contacts@ac|email|7|{"email":null}|False"""],
            await ReadAsync());
        var told = Assert.Single(statement.Outcome().Unmatched);
        Assert.Equal(("Sheet1@crm", "contacts@ac", "email", 10L, 2L, 1L, "\"id\" > 5", CountBound.AtMost),
            (told.Source, told.Target, told.By, told.Rows, told.Count, told.Near, told.Partners, told.Bound));
        Assert.Equal(10, statement.Outcome().Read);
    }

    [Fact]
    public async Task A_plan_that_is_made_again_begins_without_them()
    {
        using (var run = _ledger.BeginRun(LedgerFolder.Script())) Add(run.BeginStatement(LedgerFolder.Insert()));
        using (var again = _ledger.Resume(1))
        {
            var statement = again.ResumeStatement(1)!;
            Assert.Empty(await ReadAsync());
            Add(statement);
            LedgerFolder.Plan(statement, calls: 1);
        }
        using var last = _ledger.Resume(1);
        Assert.Equal(2, Assert.Single(last.ResumeStatement(1)!.Outcome().Unmatched).Count);
    }

    [Fact]
    public async Task A_load_that_failed_before_its_plan_has_none_and_a_purge_removes_them()
    {
        using (var run = _ledger.BeginRun(LedgerFolder.Script()))
        {
            var failed = run.BeginStatement(LedgerFolder.Insert());
            Add(failed);
            failed.Finish(Ending.Failed, "It failed.");
            Assert.Empty(await ReadAsync());
            var planned = run.BeginStatement(LedgerFolder.Insert(2));
            Add(planned);
            LedgerFolder.Plan(planned, calls: 0, unchanged: 3);
            planned.Finish(Ending.Completed);
            run.Finish(Ending.Completed);
        }
        Assert.Equal(2, (await ReadAsync()).Count);
        _folder.Clock.Now += TimeSpan.FromDays(1);
        Assert.Equal(1, _ledger.Purge(TimeSpan.Zero));
        Assert.Empty(await ReadAsync());
    }
}
