using Koppel.Engine.Ledger;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Files;

/// <summary>What of a file cannot be read stands in the books of a load, and a file that changes is never a mix.</summary>
public sealed class TextLoadTests
{
    const string Text = "email\nada@x.nl\nbob@x.nl,one too many\neva@x.nl\n";

    [Fact]
    public async Task A_row_that_is_too_long_is_a_reject_of_the_load()
    {
        var target = new WritableMemoryTable("people", [Column.Text("email")]);
        using var file = new FileTable("t", FileFormat.Csv, Text, "t.csv") { };
        file.Source = file.Source with { Text = new() { Separator = ',' } };
        await using var database = TestDatabase.Of(target, file);
        var report = Assert.IsType<LoadResult>((await database.RunAsync("insert into people@ac select email from t@ac"))[^1].Of).Report;
        Assert.Equal((3, 2, 1, 0), (report.Outcome.Read, report.Outcome.Changed, report.Outcome.Rejects.Count, report.Outcome.NotSent));
        var reject = Assert.Single(report.Outcome.Rejects.First);
        Assert.Equal(
            (RejectCode.TooManyCells,
                "The row on line 3 of t.csv has 2 cells for 1 column: the first that is too many stands in column 10."),
                (reject.Code, reject.Reason));
        Assert.Equal(Status.CompletedWithRejects, report.Status);
    }

    [Fact]
    public async Task A_table_in_memory_is_told_of_rows_that_are_left_out()
    {
        await using var table = TextTable.Of(Text, new() { Separator = ',' });
        var done = Assert.IsType<DoneResult>((await table.Session.RunAsync("create table x@memory as select * from t@ac"))[^1].Of);
        Assert.Equal(1, done.LeftOut);
        Assert.StartsWith("t@ac: 1 row left out: The row on line 3 of t.csv", Assert.Single(done.Notes).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_changes_while_its_rows_are_read_is_told()
    {
        await using var table = TextTable.Of($"a,b\n{string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i},x\n"))}");
        var rows = 0;
        var fault = await Assert.ThrowsAsync<ConnectorException>(async () =>
        {
            await foreach (var result in table.Session.Database.ExecuteAsync("select * from t@ac"))
            {
                await foreach (var _ in Assert.IsType<RowsResult>(result).Rows)
                    if (rows++ == 0) await File.AppendAllTextAsync(table.Path, "1,y\n");
            }
        });
        Assert.Contains("t.csv: it changed while it was read", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_is_kept_for_a_file_that_is_old_enough_and_made_anew_for_another()
    {
        var state = Directory.CreateTempSubdirectory("koppel-tests-").FullName;
        try
        {
            string[] Kept() => Directory.Exists(Path.Combine(state, "profiles")) ? Directory.GetFiles(Path.Combine(state, "profiles")) : [];
            await using (var young = TextTable.Of("a,b\n1,x\n"u8.ToArray(), stateFolder: state))
            {
                Assert.Equal("a BIGINT, b VARCHAR\n1|x", await young.ReadAsync());
                Assert.Empty(Kept());
            }

            await using var old = TextTable.Of("a,b\n1,x\n"u8.ToArray(), stateFolder: state);
            var time = new DateTime(2026, 1, 5, 10, 0, 0, DateTimeKind.Utc);
            File.SetLastWriteTimeUtc(old.Path, time);
            Assert.Equal("a BIGINT, b VARCHAR\n1|x", await old.ReadAsync());
            var kept = Assert.Single(Kept());

            // The same size and time, and other bytes.
            File.WriteAllText(old.Path, "a,b\ny,x\n");
            File.SetLastWriteTimeUtc(old.Path, time);
            Assert.Equal("a VARCHAR, b VARCHAR\ny|x", await old.ReadAsync());

            // A profile that was tampered with is no profile.
            File.WriteAllText(kept, File.ReadAllText(kept).Replace("VARCHAR", "VARCHAR); drop table x; --", StringComparison.Ordinal));
            Assert.Equal("a VARCHAR, b VARCHAR\ny|x", await old.ReadAsync());
        }
        finally
        {
            Directory.Delete(state, true);
        }
    }
}
