using Koppel.Engine.Ledger;
using Koppel.Engine.Ledger.Sqlite;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Tests.Ledger;

public sealed class RetentionTests : IDisposable
{
    readonly LedgerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Old_runs_go_with_all_that_belongs_to_them_and_their_numbers_are_not_given_out_again()
    {
        using var ledger = _folder.Open();
        Fill(ledger);
        _folder.Clock.Now += TimeSpan.FromDays(10);
        Fill(ledger);
        Assert.Equal(1, ledger.Purge(TimeSpan.FromDays(5)));
        Assert.Equal([2], ledger.Runs().Select(r => r.Number));
        ledger.Commits.Alone(c =>
        {
            foreach (var table in new[] { "statements", "calls", "contents", "rejects", "calls_made" })
                Assert.Equal(1, c.Number($"select count(*) from {table}"));
        });
        Assert.False(File.Exists(Path.Combine(_folder.Path, "run-1.lock")));
        Assert.Equal(1, ledger.Purge(TimeSpan.Zero - TimeSpan.FromDays(1)));
        using var run = ledger.BeginRun(LedgerFolder.Script());
        Assert.Equal(3, run.Number);
    }

    [Fact]
    public void What_was_purged_is_nowhere_in_the_files()
    {
        using var ledger = _folder.Open();
        Fill(ledger);
        Assert.True(Holds("someone@example.com"));
        _folder.Clock.Now += TimeSpan.FromDays(1);
        ledger.Purge(TimeSpan.Zero);
        Assert.False(Holds("someone@example.com"));
    }

    [Fact]
    public void A_run_that_is_worked_on_is_never_purged()
    {
        using var ledger = _folder.Open();
        using var other = _folder.Open();
        using (var run = other.BeginRun(LedgerFolder.Script()))
        {
            _folder.Clock.Now += TimeSpan.FromDays(100);
            Assert.Equal(0, ledger.Purge(TimeSpan.FromDays(5)));
        }
        Assert.Equal(1, ledger.Purge(TimeSpan.FromDays(5)));
    }

    [Fact]
    public void What_is_done_daily_is_done_once_a_day_by_whoever_comes_first()
    {
        using var ledger = _folder.Open();
        using var other = _folder.Open();
        Fill(ledger);
        _folder.Clock.Now += TimeSpan.FromDays(10);
        Assert.Equal(1, ledger.PurgeDaily(TimeSpan.FromDays(5)));
        Fill(ledger);
        Assert.Equal(0, other.PurgeDaily(TimeSpan.FromTicks(-1)));
        _folder.Clock.Now += TimeSpan.FromHours(23);
        Assert.Equal(0, other.PurgeDaily(TimeSpan.Zero));
        _folder.Clock.Now += TimeSpan.FromHours(1);
        Assert.Equal(1, other.PurgeDaily(TimeSpan.FromHours(23)));
    }

    static void Fill(SqliteLedger ledger)
    {
        var run = ledger.BeginRun(LedgerFolder.Script());
        var statement = run.BeginStatement(LedgerFolder.Insert());
        LedgerFolder.Plan(statement, calls: 1);
        statement.Journal.Done(
            1, new CallResult(9, 0, [new Reject(3, ["someone@example.com", "Test"], new RejectCause(RejectCode.Refused, "No.", ""))]));
        statement.Called(new CallRecord("m", "POST /things", 200, TimeSpan.Zero, 0, 0, 1));
        statement.Finish(Ending.Completed);
        run.Finish(Ending.Completed);
    }

    bool Holds(string text) => Directory.GetFiles(_folder.Path, "ledger.db*").Where(f => !f.EndsWith("-shm", StringComparison.Ordinal))
        .Any(f => Read(f).Contains(text, StringComparison.Ordinal));

    static string Read(string path)
    {
        using var file =
            new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), System.Text.Encoding.Latin1);
        return file.ReadToEnd();
    }
}
