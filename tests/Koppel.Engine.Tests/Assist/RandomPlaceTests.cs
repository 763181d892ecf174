using Koppel.Engine.Assist;
using Koppel.Engine.Tests.Testing;

namespace Koppel.Engine.Tests.Assist;

/// <summary>Whatever stands in a script and wherever the cursor is, help comes or nothing does.</summary>
public sealed class RandomPlaceTests
{
    const int Cases = 120;

    static readonly string[] Pieces =
    [
        "select ", "from ", "contacts@ac ", "c.", "(", ")", "'", "\"", ";", "\n/\n", "/*", "--", "\n", "$", "${", "{", "with ", "as ",
        "x ", ",",
        "join ", "on ", "= ", "insert into ", "contactTags@ac ", "update ", "set ", "@", "@ac ", "create table ", "merge into ", "using ",
        "synchronize ", "to ", "identified by ", "where ", "tag in (", "1", "*", "union ", "$$", "é", "\0", "explain ", "delete from ",
        "x@memory ",
        "drop table ", "local define ", "if not exists ", "in ", "not ", "values ", "e'", "describe ", ".",
    ];

    [Fact]
    public async Task Nothing_throws_and_the_cursor_is_within_what_is_replaced()
    {
        await using var database = new Crm().Open();
        var assistant = new ScriptAssistant(database.Database);
        var stop = TestContext.Current.CancellationToken;
        for (var number = 0; number < Cases; number++)
        {
            var random = new Random(number);
            var script = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var offset = random.Next(script.Length + 1);
            var given = await assistant.CompleteAsync(script, offset, null, stop);
            Assert.True(given.From <= offset && offset <= given.To && given.To <= script.Length, $"{number}: {script}|{offset}");
            Assert.All(await assistant.CheckAsync(script, null, stop),
                f => Assert.True(f.From <= f.To && f.To <= script.Length && f.Message.Length > 0, $"{number}: {script}"));
            await assistant.DescribeAsync(script, offset, null, stop);
            ScriptStatements.At(script, offset);
            ScriptStatements.IsComplete(script);
        }
    }
}
