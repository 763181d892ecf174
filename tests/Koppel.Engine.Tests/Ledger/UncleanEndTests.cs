using Koppel.Engine.Ledger;
using Koppel.Engine.Ledger.Sqlite;
using Koppel.Engine.State;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Tests.Ledger;

/// <summary>A ledger whose process ended without closing it is looked through before it is used again.</summary>
public sealed class UncleanEndTests : IDisposable
{
    /// <summary>SQLite's pages here, and how many bytes at the beginning of each tell how it is laid out.</summary>
    const int Page = 4_096, Head = 8;

    readonly LedgerFolder _folder = new();

    [Fact]
    public void Thirty_flipped_bits_are_told_before_anything_is_done()
    {
        var left = Left(damaged: true);

        var fault = Assert.Throws<ConnectorException>(() => SqliteLedger.Open(left, _folder.Clock));

        Assert.Equal(ConnectorErrorKind.File, fault.Kind);
        Assert.StartsWith($"The ledger {Path.Combine(left, "ledger.db")} is damaged: a process that had it open ended without closing it",
            fault.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was done. Move it away, or take another folder with --state", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ConnectorException>(() => SqliteLedger.Open(left, _folder.Clock)); // Being told once does not make it whole.
    }

    [Fact]
    public void What_is_whole_is_gone_on_with()
    {
        using var ledger = SqliteLedger.Open(Left(damaged: false), _folder.Clock);
        Assert.Equal(Status.Interrupted, Assert.Single(ledger.Runs()).Status);
    }

    [Fact]
    public void One_that_was_closed_or_that_another_has_open_is_not_looked_through()
    {
        using (_folder.Open()) { }
        Assert.False(OpenMark.WasNotClosed(_folder.File));
        var checks = 0;
        using (var ledger = _folder.Open())
        {
            using var run = ledger.BeginRun(LedgerFolder.Script());
            Assert.True(OpenMark.WasNotClosed(_folder.File)); // Its log is there, since it is in use.
            OpenMark.Take(_folder.File, () => checks++).Dispose();
        }
        OpenMark.Take(_folder.File, () => checks++).Dispose();
        Assert.Equal(0, checks);
        File.WriteAllText(_folder.File + "-wal", "what a process left");
        OpenMark.Take(_folder.File, () => checks++).Dispose();
        Assert.Equal(1, checks);
    }

    /// <summary>The folder that a process left which was killed in the middle of a load.</summary>
    string Left(bool damaged)
    {
        using (var first = _folder.Open())
        using (var run = first.BeginRun(LedgerFolder.Script())) LedgerFolder.Plan(run.BeginStatement(LedgerFolder.Insert()), calls: 3_000);
        using var ledger = _folder.Open();
        using var second = ledger.Resume(1);
        var left = _folder.Copy(ledger, "left");
        if (damaged)
        {
            var path = Path.Combine(left, "ledger.db");
            var bytes = File.ReadAllBytes(path);
            var random = new Random(7);
            var pages = bytes.Length / Page;
            Assert.InRange(pages, 20, int.MaxValue);
            // Behind the first pages, which hold the schema: damage there is found by the first statement.
            for (var flipped = 0; flipped < 30; flipped++)
                bytes[(random.Next(pages / 2, pages) * Page) + random.Next(Head)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, bytes);
        }
        return left;
    }

    public void Dispose() => _folder.Dispose();
}
