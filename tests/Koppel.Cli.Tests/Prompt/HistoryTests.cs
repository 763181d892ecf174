using System.Globalization;
using Koppel.Cli.Prompt.History;
using SecretWords = Koppel.Engine.History.SecretWords;

namespace Koppel.Cli.Tests.Prompt;

public sealed class HistoryTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("koppel-history");
    readonly List<string> _said = [];

    string PathOf => Path.Combine(_folder.FullName, "made", "history");

    public void Dispose() => _folder.Delete(recursive: true);

    PromptHistory Open() => new(new HistoryFile(PathOf), () => new SecretWords(["token"], ["sesame-open"]), _said.Add);

    [Fact]
    public void What_was_typed_is_there_again_in_the_next_prompt_line_ends_and_backslashes_too()
    {
        var first = Open();
        first.Add("select 1,\n  'a\\nb' as c;\n");
        first.Add(@"\d contacts@ac");
        first.Add(@"\d contacts@ac");
        Assert.Equal(["select 1,\n  'a\\nb' as c;", @"\d contacts@ac"], Open().Entries);
        Assert.Empty(_said);
    }

    [Fact]
    public void Only_the_user_may_read_the_file()
    {
        Open().Add("select 1;");
        if (OperatingSystem.IsWindows()) return; // Files have no such rights there.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PathOf));
    }

    [Fact]
    public async Task Two_prompts_at_once_do_not_lose_each_others_lines()
    {
        var prompts = Enumerable.Range(0, 4).Select(_ => Open()).ToList();
        await Task.WhenAll(prompts.Select((prompt, p) => Task.Run(() =>
        {
            for (var i = 0; i < 50; i++) prompt.Add(string.Create(CultureInfo.InvariantCulture, $"select {p}, {i};"));
        })));
        var kept = Open().Entries;
        Assert.Equal(200, kept.Count);
        for (var p = 0; p < 4; p++)
            Assert.Equal(prompts[p].Entries, kept.Where(e => e.StartsWith($"select {p},", StringComparison.Ordinal)));
        Assert.Empty(_said);
    }

    [Fact]
    public void A_file_that_grows_too_large_loses_the_older_half()
    {
        var file = new HistoryFile(PathOf, most: 1_000);
        for (var i = 0; i < 100; i++) file.Add(string.Create(CultureInfo.InvariantCulture, $"select {i} as abcdefgh;"));
        Assert.InRange(new FileInfo(PathOf).Length, 400, 1_000);
        Assert.Equal("select 99 as abcdefgh;", file.Read()[^1]);
    }

    [Fact]
    public void Where_it_cannot_be_kept_a_sentence_says_so_once_and_the_prompt_goes_on()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "made"), "A file where the folder would be.");
        var history = Open();
        history.Add("select 1;");
        history.Add("select 2;");
        Assert.Equal(["select 1;", "select 2;"], history.Entries);
        Assert.StartsWith("The history is not kept any more beyond this prompt: ", Assert.Single(_said), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create secret s (type s3, key_id 'a', secret 'b');")]
    [InlineData("CREATE OR REPLACE PERSISTENT\nSECRET s (type s3);")]
    [InlineData("set s3_secret_access_key = 'abc';")]
    [InlineData("set password@ac = 'abc';")]
    [InlineData("set some_key to 'abc';")]
    [InlineData("pragma token='abc';")]
    [InlineData("attach 'host=db password=abc' as db (type postgres);")]
    [InlineData("attach 'postgres://jan:abc@db/x' as db;")]
    [InlineData("select * from f(api_key := 'abc');")]
    [InlineData("select * from f('Authorization: Bearer abcdefghijkl');")]
    [InlineData("select * from read_csv('x?token=abc');")]
    [InlineData("select 'sesame-open';")]
    public void A_statement_that_may_hold_a_secret_is_not_kept(string text)
    {
        var history = Open();
        history.Add(text);
        Assert.Empty(history.Entries);
        Assert.False(File.Exists(PathOf));
        Assert.Equal(["This is not kept in the history: it may hold a secret."], _said);
    }

    [Theory]
    [InlineData("select key, id from contacts@ac;")]
    [InlineData("set confirm_above@ac = 5;")]
    [InlineData("select count(*) from tags@ac where tag = 'secretary';")]
    [InlineData("insert into ContactTagsByEmail@ac select email, 'Key account' from x@inmemorystorage;")]
    public void Others_are(string text)
    {
        var history = Open();
        history.Add(text);
        Assert.Equal([text], Open().Entries);
    }
}
