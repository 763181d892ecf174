using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Ledger;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Writing;

/// <summary>A limit of errors holds for the whole load, however many attempts it takes.</summary>
public sealed class StopAfterTests
{
    static readonly Column[] Columns = [Column.Key("id"), Column.Text("email") with { Required = true }];

    [Theory]
    [InlineData(3, "It stopped after 3 rejected rows (stop after 3 errors). Correct the rows, or leave the limit out.", 1, 1)]
    [InlineData(4, null, 2, 0)]
    public async Task The_rejects_of_earlier_attempts_count(int most, string? fault, int changed, int notSent)
    {
        using var folder = new LedgerFolder();
        var people = new WritableMemoryTable("people",
            Columns) { Refuses = row => ((string)row[0]!).StartsWith("bad", StringComparison.Ordinal) ? "It is not liked." : null,
                FailsAtCall = 3 };
        await using var database = TestDatabase.Recording(folder.Path, people);
        var first = Assert.IsType<LoadResult>((await database.RunAsync(
            $"sync (select * from (values ('bad1'), ('bad2'), ('good1'), ('bad3'), ('good2')) s(email)) to people@ac with insert stop "
                + $"after {most} errors identified by email"))[0].Of).Report;
        Assert.Equal(
            ("The remote system has failed.", 2, 3), (first.Outcome.Fault?.Message, first.Outcome.Rejects.Count, first.Outcome.NotSent));

        LoadReport? second = null;
        await foreach (var result in database.Database.ResumeAsync(first.Run!.Value)) second = Assert.IsType<LoadResult>(result).Report;

        Assert.Equal((fault, 5, changed, 3, notSent),
            (second!.Outcome.Fault?.Message, second.Outcome.Read, second.Outcome.Changed, second.Outcome.Rejects.Count,
                second.Outcome.NotSent));
    }
}
