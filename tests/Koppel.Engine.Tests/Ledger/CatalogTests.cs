using Koppel.Engine.Ledger;
using Koppel.Engine.Ledger.Sqlite;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Tests.Ledger;

public sealed class CatalogTests : IAsyncLifetime
{
    readonly LedgerFolder _folder = new();
    readonly SqliteLedger _ledger;
    readonly ICatalog _catalog;

    public CatalogTests()
    {
        _ledger = _folder.Open();
        _catalog = new LedgerCatalog(_ledger);
        for (var i = 0; i < 2; i++) Fill();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _catalog.DisposeAsync();
        _ledger.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_tables_have_the_columns_of_the_documentation()
    {
        var tables =
            (await _catalog.ListAsync()).Select(t => $"{t.Schema.Name}({string.Join(", ", t.Schema.Columns.Select(c => c.Name))})");
        Assert.Equal([
            "runs(run, started, finished, status, script, statements, read, changed, unchanged, rejected, not_sent, user, door)",
            "statements(run, statement, target, status, read, changed, unchanged, rejected, not_sent, unmatched, text, fault)",
            "calls(run, statement, time, method, route, status, milliseconds, bytes, retries)",
            "rejects(run, statement, row, source_row, source, code, reason, remedy)",
            "unmatched(run, statement, source, target, key, row, values, near)",
            "left(run, statement, row, values, reason)",
            "changes(run, statement, row, target, operation, old, new, status, time, on_the_way, kind, perhaps_taken)",
        ], tables);
        Assert.NotNull(await _catalog.FindAsync("REJECTS"));
        Assert.Null(await _catalog.FindAsync("contents"));
    }

    [Fact]
    public async Task Runs_show_their_books() => Assert.Equal([
        "1|2026-03-01 12:00:00+00:00|2026-03-01 12:00:00+00:00|completed with rejects|insert into t@m select 1|1|22|15|5|2|0|null|null",
        "2|2026-03-01 12:00:00+00:00|2026-03-01 12:00:00+00:00|completed with rejects|insert into t@m select 1|1|22|15|5|2|0|null|null",
    ], await ReadAsync("runs"));

    [Fact]
    public async Task Statements_show_their_books() =>
        Assert.Equal(["2|1|t@m|completed with rejects|22|15|5|2|0|0|insert into t@m select 1|null"], await ReadAsync("statements", Run(2)));

    [Fact]
    public async Task Calls_that_were_made_are_seen_at_once()
    {
        using var run = _ledger.BeginRun(LedgerFolder.Script());
        var statement = run.BeginStatement(LedgerFolder.Insert());
        statement.Called(new CallRecord("ac", "POST /api/3/import/bulk_import", 429, TimeSpan.FromMilliseconds(12.6), 15_000, 80, 2));
        Assert.Equal(["3|1|2026-03-01 12:00:00+00:00|POST|/api/3/import/bulk_import|429|12|15080|1"], await ReadAsync("calls", Run(3)));
    }

    [Fact]
    public async Task Rejects_show_their_values_by_column() => Assert.Equal([
        """1|1|5|18|{"email":"é@x.nl","tag":"null"}|refused|The contact is "gone".|Find it.""",
        """1|1|22|null|{"email":"x","tag":"y"}|address-invalid|No e-mail address.|Correct it.""",
    ], await ReadAsync("rejects", Run(1)));

    [Fact]
    public async Task Only_a_condition_on_the_run_is_answered_by_the_ledger()
    {
        var table = (IScanTable)(await _catalog.FindAsync("rejects"))!;
        Predicate[] predicates =
            [Run(1), new Predicate.Compare("run", ComparisonOperator.Less, 2L), new Predicate.Compare("row", ComparisonOperator.Equal, 5L)];
        var plan = table.Plan(new ScanRequest { Columns = table.Schema.Columns, Predicates = predicates, Limit = 1 });
        Assert.Equal([Match.Exact, Match.Unsupported, Match.Unsupported], plan.Answers.Select(a => a.Match));
        Assert.Null(plan.PushedLimit);
        Assert.Equal(1, table.Plan(new ScanRequest { Columns = [], Predicates = [Run(1)], Limit = 1 }).PushedLimit);
    }

    [Fact]
    public async Task A_limit_and_a_choice_of_columns_are_kept_and_the_estimate_is_right()
    {
        var table = (IScanTable)(await _catalog.FindAsync("rejects"))!;
        var columns = new[] { table.Schema.Find("reason")!, table.Schema.Find("run")! };
        var plan = table.Plan(new ScanRequest { Columns = columns, Predicates = [Run(2)], Limit = 1 });
        Assert.Equal(["The contact is \"gone\".|2"], await ReadAsync(table, plan));
        Assert.Equal(new ScanEstimate(1, 0), await table.EstimateAsync(plan));
        Assert.Equal(new ScanEstimate(4, 0), await table.EstimateAsync(table.Plan(new ScanRequest { Columns = [] })));
        Assert.Equal(4, (await ReadAsync(table, table.Plan(new ScanRequest { Columns = [] }))).Count);
        Assert.Empty(await ReadAsync("rejects", Run(1), Run(2)));
    }

    [Fact]
    public async Task More_rows_than_a_batch_holds_stream()
    {
        using var run = _ledger.BeginRun(LedgerFolder.Script());
        var statement = run.BeginStatement(LedgerFolder.Insert());
        for (var i = 0; i < 5_000; i++) statement.Called(new CallRecord("ac", "GET /api/3/contacts", 200, TimeSpan.Zero, 0, 0, 1));
        Assert.Equal(5_000, (await ReadAsync("calls", Run(3))).Count);
    }

    static Predicate Run(long run) => new Predicate.Compare("run", ComparisonOperator.Equal, run);

    void Fill()
    {
        var run = _ledger.BeginRun(LedgerFolder.Script());
        var statement = run.BeginStatement(LedgerFolder.Insert());
        LedgerFolder.Plan(statement, calls: 2, unchanged: 1,
            new Reject(22, ["x", "y"], new RejectCause(RejectCode.AddressInvalid, "No e-mail address.", "Correct it.")));
        statement.Journal.Done(1,
            new CallResult(5, 4,
                [new Reject(5, ["é@x.nl", "null"],
                    new RejectCause(RejectCode.Refused, "The contact is \"gone\".", "Find it.")) { SourceRow = 18 }]));
        statement.Journal.Done(2, LedgerFolder.AllChanged);
        statement.Finish(Ending.Completed);
        run.Finish(Ending.Completed);
    }

    async Task<List<string>> ReadAsync(string name, params Predicate[] predicates)
    {
        var table = (IScanTable)(await _catalog.FindAsync(name))!;
        return await ReadAsync(table, table.Plan(new ScanRequest { Columns = table.Schema.Columns, Predicates = predicates }));
    }

    static async Task<List<string>> ReadAsync(IScanTable table, ScanPlan plan)
    {
        var rows = new List<string>();
        await foreach (var batch in table.ScanAsync(plan))
            for (var r = 0; r < batch.Count; r++)
                rows.Add(string.Join("|", Enumerable.Range(0, batch.Columns.Count).Select(c => batch[c].Show(r))));
        return rows;
    }
}
