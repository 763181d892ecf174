using System.Text;
using System.Text.Json;
using Koppel.Engine.Ledger;
using Koppel.Engine.Ledger.Sqlite;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Tests.Ledger;

/// <summary>The ledger tells what loads changed, row by row.</summary>
public sealed class ChangesTableTests : IDisposable
{
    readonly LedgerFolder _folder = new();
    readonly SqliteLedger _ledger;

    public ChangesTableTests() => _ledger = _folder.Open();

    public void Dispose()
    {
        _ledger.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_change_tells_what_was_there_and_what_it_got_and_whether_it_happened()
    {
        using var run = _ledger.BeginRun(LedgerFolder.Script());
        Load(run, 1, """
            {"rows":[{"row":1,"values":["a@x","Test",null],"creates":[{"table":"tags","column":"tag","value":"Test"}]},
             {"row":2,"values":["a@x","Test",null],"again":true}]}
            """, """
            {"rows":[{"row":3,"values":["b@x","Neu","5"],"op":"update","old":["b@x",null,"4"]}]}
            """, """
            {"rows":[{"row":4,"values":["c@x","Old","6"],"op":"delete"}]}
            """, """
            {"rows":[{"row":5,"values":["d@x","Test","7"]}]}
            """);
        Assert.Equal([
            """1|1|1|tags@m|insert|null|{"tag":"Test"}|done|2026-03-01 12:00:00+00:00|true|insert|false""",
            """1|1|1|contactTags@m|insert|null|{"email":"a@x","tag":"Test"}|done|2026-03-01 12:00:00+00:00|false|insert|false""",
            """1|1|3|contactTags@m|update|{"email":"b@x","tag":null"""
            + ""","phone":"4"}|{"email":"b@x","tag":"Neu","phone":"5"}|rejected|2026-03-01 12:00:00+00:00|false|insert|false""",
            """1|1|4|contactTags@m|delete|{"email":"c@x","tag":"Old","phone":"6"}|null|in doubt|null|false|insert|false""",
            """1|1|5|contactTags@m|insert|null|{"email":"d@x","tag":"Test","phone":"7"}|not sent|null|false|insert|false""",
        ], await ReadAsync());
        Assert.Empty(await ReadAsync(2));
    }

    [Fact]
    public async Task Many_changes_stream_a_batch_at_a_time()
    {
        using var run = _ledger.BeginRun(LedgerFolder.Script());
        var statement = run.BeginStatement(LedgerFolder.Insert() with { Table = "contactTags" });
        for (var call = 0; call < 100; call++)
        {
            var rows = string.Join(',', Enumerable.Range((call * 200) + 1, 200).Select(r => $$"""{"row":{{r}},"values":["{{r}}","7"]}"""));
            statement.Journal.Plan(LedgerFolder.Kind, "POST /things", 200, Encoding.UTF8.GetBytes($$"""{"rows":[{{rows}}]}"""));
        }
        statement.ReadPlanned(LedgerFolder.PlanOf(20_000, 0), ["contact", "tag"]);
        Assert.Equal(20_000, (await ReadAsync()).Count);
    }

    void Load(ILedgerRun run, int number, params string[] contents)
    {
        var statement = run.BeginStatement(LedgerFolder.Insert(number) with { Table = "contactTags" });
        var rows = 0;
        foreach (var content in contents)
        {
            using var document = JsonDocument.Parse(content);
            var count = document.RootElement.GetProperty("rows").GetArrayLength();
            statement.Journal.Plan(LedgerFolder.Kind, "POST /things", count, Encoding.UTF8.GetBytes(content));
            rows += count;
        }
        statement.ReadPlanned(LedgerFolder.PlanOf(rows, 0), ["email", "tag", "phone"]);
        statement.Journal.Sending(1);
        statement.Journal.Done(1, new CallResult(1, 1, []));
        statement.Journal.Sending(2);
        statement.Journal.Done(
            2, new CallResult(0, 0, [new Reject(3, ["b@x", "Neu", "5"], new RejectCause(RejectCode.Refused, "No.", "Correct it."))]));
        statement.Journal.Sending(3);
    }

    async Task<List<string>> ReadAsync(long? run = null)
    {
        await using var catalog = new LedgerCatalog(_ledger);
        var table = (IScanTable)(await catalog.FindAsync("changes"))!;
        var plan = table.Plan(
            new ScanRequest { Columns = table.Schema.Columns,
                Predicates = run is { } one ? [new Predicate.Compare("run", ComparisonOperator.Equal, one)] : [] });
        var rows = new List<string>();
        await foreach (var batch in table.ScanAsync(plan))
            for (var r = 0; r < batch.Count; r++)
                rows.Add(string.Join("|", Enumerable.Range(0, batch.Columns.Count).Select(c => batch[c].Show(r))));
        return rows;
    }
}
