using Xunit.Sdk;

namespace Koppel.EndToEnd.Tests;

/// <summary>The look at the books, which every scenario gets, would notice.</summary>
public sealed class BooksTests
{
    [Theory]
    [InlineData("t@ac: 1,200 rows read = 1,100 changed + 50 unchanged + 40 rejected + 9 not sent, in 1 s")]
    [InlineData("t@ac: 1 row read = 2 changed + 0 unchanged + 0 rejected + -1 not sent, in 1 s")]
    [InlineData("""{"run":1,"statement":1,"target":"t@ac","status":"completed","read":3,"changed":1,"unchanged":1,"rejected":0"""
        + ""","notSent":0}""")]
    [InlineData("""{"run":1,"statement":1,"target":"t@ac","status":"completed","read":3,"changed":1,"unchanged":1,"rejected":1"""
        + ""","notSent":0}""")]
    [InlineData("""{"run":1,"statement":1,"target":"t@ac","status":"completed with rejects","read":3,"changed":0,"unchanged":0"""
        + ""","rejected":3,"notSent":0}""")]
    public void Books_that_do_not_balance_or_flatter_are_noticed(string told) =>
        Assert.ThrowsAny<XunitException>(() => Books.Check(new Koppel(0, "", told)));

    [Theory]
    [InlineData("t@ac: 1,200 rows read = 1,100 changed + 50 unchanged + 40 rejected + 10 not sent, in 1 s")]
    [InlineData("""{"run":1,"statement":1,"target":"t@ac","status":"completed with rejects","read":3,"changed":1,"unchanged":1"""
        + ""","rejected":1,"notSent":0}""")]
    public void Books_that_balance_pass(string told) => Books.Check(new Koppel(0, "", told));

    [Fact]
    public async Task Under_every_kind_of_fault_the_books_balance_wherever_they_are_told()
    {
        foreach (var fault in new[] { "429:0.3", "500-before:0.3", "500-after:0.3", "503:0.2", "cut:0.3", "garbage:0.3",
            "import-partial:0.6", "import-interrupted:0.8" })
        {
            await using var sandbox = await Sandbox.StartAsync(contacts: 700, timeScale: 100, fault);
            var run = await sandbox.RunAsync("query",
                "insert into ContactTagsByEmail@ac select email, 'Fresh ' || id % 3 from contacts@ac union all select 'bad', 'x'",
                "--summary", "json");
            Assert.InRange(run.ExitCode, 0, 3);
            var told = await sandbox.RunAsync("query",
                "select count(*) as n from statements@koppel where read <> changed + unchanged + rejected + not_sent", "--format", "csv");
            Assert.True(told.Output is "n\n0\n", $"{fault}: {told.Output}{told.Error}");
        }
    }
}
