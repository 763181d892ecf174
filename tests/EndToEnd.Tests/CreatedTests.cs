using System.Globalization;
using System.Text.RegularExpressions;
using Koppel.Sandbox;

namespace Koppel.EndToEnd.Tests;

/// <summary>
/// The system goes away in the middle of a load that creates things: the report calls created what an answer has confirmed, and tells apart
/// what may have arrived and what was not sent. The sandbox, which is still there behind it, says what is true.
/// </summary>
public sealed class CreatedTests
{
    const string Imports = "/api/3/import/bulk_import";

    /// <summary>A tag to 250 rows: each import brings one or two.</summary>
    const string Tags = "select 'new' || i || '@example.com' as email, 'Made ' || (i // 250) as tag from range(2500) r(i)";

    /// <summary>As many accounts.</summary>
    const string Accounts = "select 'new' || i || '@example.com' as email, 'Made ' || (i // 250) as account from range(2500) r(i)";

    const string MadeTags = "select tag from tags@ac where tag like 'Made %'";

    const string MadeAccounts = "select name from accounts@ac where name like 'Made %'";

    [Theory]
    [InlineData("insert into ContactTagsByEmail@ac (email, tag) " + Tags, "tag", MadeTags)]
    [InlineData("insert into ContactsWithFields@ac (email, account) " + Accounts, "account", MadeAccounts)]
    [InlineData("insert into ContactsWithFields@ac (email, tags) select email, [tag] from (" + Tags + ")", "tag", MadeTags)]
    public async Task What_a_load_by_import_creates_is_told_as_created_as_in_doubt_or_as_not_sent(string load, string kind, string there)
    {
        await using var sandbox = await Sandbox.StartAsync(new SandboxOptions { Seed = 3, TimeScale = 50, RefusesTooMany = false });
        var report = await CutOffAsync(sandbox, load, Imports, answered: 3);

        var (created, inDoubt) = (Named(report, "created", kind), Named(report, "in doubt", kind));
        var notSent = Named(report, "not sent", kind);
        var real = (await ReadAsync(sandbox, there)).ToHashSet();
        Assert.Equal((true, true, true), (created.Count > 0, inDoubt.Count > 0, notSent.Count > 0));
        List<string> told = [.. created, .. inDoubt, .. notSent];
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"Made {i}"), told.Order(StringComparer.Ordinal));
        Assert.Empty(created.Except(real));
        Assert.Empty(real.Except(created).Except(inDoubt));
        Assert.Empty(notSent.Intersect(real));
        Assert.NotEmpty(inDoubt.Intersect(real)); // One of them had arrived.

        var contacts = await CountAsync(sandbox, "contacts@ac where email like 'new%'");
        var (sure, perhaps) = (Number(report, "created", "contact"), Number(report, "in doubt", "contact"));
        var never = Number(report, "not sent", "contact");
        Assert.Equal(2_500, sure + perhaps + never);
        Assert.InRange(contacts, sure + 1, sure + perhaps);

        await ResumeAsync(sandbox, $"created   {kind} 'Made 0'");
        Assert.Equal(10, (await ReadAsync(sandbox, there)).Count);
    }

    [Fact]
    public async Task New_contacts_are_counted_by_what_is_known_of_them()
    {
        await using var sandbox = await Sandbox.StartAsync(new SandboxOptions { Seed = 3, TimeScale = 50, RefusesTooMany = false });
        const string Load = "insert into contacts@ac (email, firstName) select 'new' || i || '@example.com', 'N' from range(2500) r(i)";
        var report = await CutOffAsync(sandbox, Load, Imports, answered: 3);

        var contacts = await CountAsync(sandbox, "contacts@ac where email like 'new%'");
        var (sure, perhaps) = (Number(report, "created", "contact"), Number(report, "in doubt", "contact"));
        var never = Number(report, "not sent", "contact");
        Assert.Equal((true, true, 2_500), (sure > 0, never > 0, sure + perhaps + never));
        Assert.InRange(contacts, sure + 1, sure + perhaps);
        await ResumeAsync(sandbox, "created   2500 contacts");
    }

    [Theory]
    [InlineData("tags", "tag", "tag", "")]
    [InlineData("accounts", "name", "name", "")]
    [InlineData("lists", "name", "name, stringid, sender_url, sender_reminder", ", 'made-' || i, 'https://example.com', 'You asked.'")]
    [InlineData("fields", "title", "title, type", ", 'text'")]
    public async Task Rows_that_are_created_themselves_are_changed_in_doubt_or_not_sent(
        string table, string name, string columns, string others)
    {
        var load = $"insert into {table}@ac ({columns}) select 'Made ' || i{others} from range(40) r(i)";
        var there = $"{table}@ac where {name} like 'Made %'";
        await using var sandbox = await Sandbox.StartAsync(new SandboxOptions { Seed = 3, TimeScale = 50, RefusesTooMany = false });
        var report = await CutOffAsync(sandbox, load, $"/api/3/{table}", answered: 7);

        var books = Regex.Match(report, @": 40 rows read = (\d+) changed \+ 0 unchanged \+ 0 rejected \+ (\d+) not sent");
        Assert.True(books.Success, report);
        var (changed, notSent) = (Whole(books.Groups[1]), Whole(books.Groups[2]));
        var doubt = Regex.Match(report, @"(\d+) rows? (was|were) under way when the load stopped and may have arrived");
        Assert.True(doubt.Success, report);
        var real = await CountAsync(sandbox, there);
        Assert.InRange(changed, 1, 7);
        Assert.Equal(40, changed + notSent);
        Assert.InRange(real, changed + 1, changed + Whole(doubt.Groups[1]));
        Assert.True(Whole(doubt.Groups[1]) < notSent, report); // What reached nobody is in no doubt.
        Assert.DoesNotContain("  created ", report, StringComparison.Ordinal);
        await ResumeAsync(sandbox, "");
        Assert.Equal(40, await CountAsync(sandbox, there));
    }

    [Fact]
    public async Task A_load_that_came_to_its_end_calls_created_only_what_was_not_refused()
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 3, timeScale: 50, "import-partial@1");
        const string Load =
            "insert into ContactTagsByEmail@ac (email, tag) select 'new' || i || '@example.com', 'Made ' || i from range(8) r(i)";
        var run = await Koppel.RunInAsync(sandbox.Folder, "query", Load, "--connect", sandbox.Connect + ";create_contacts=on");
        Assert.Equal(3, run.ExitCode);
        var real = (await ReadAsync(sandbox, MadeTags)).ToHashSet();
        Assert.InRange(real.Count, 1, 7);
        Assert.Equal(real.Order(StringComparer.Ordinal), Named(run.Error, "created", "tag").Order(StringComparer.Ordinal));
        Assert.Equal(real.Count, Number(run.Error, "created", "contact"));
        Assert.Empty(Named(run.Error, "in doubt", "tag"));
        Assert.Empty(Named(run.Error, "not sent", "tag"));
    }

    /// <summary>Runs a load that loses its system; gives its report.</summary>
    static async Task<string> CutOffAsync(Sandbox sandbox, string load, string path, int answered)
    {
        await using var system = await CutOff.StartAsync(sandbox, path, answered);
        using var process = Koppel.Start(sandbox.Folder, ["query", load, "--connect", system.Connect + ";create_contacts=on"]);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await system.CutAsync(() => path == Imports ? system.Completed == answered : system.HasAnswered);
        await Task.WhenAll(output, error, process.WaitForExitAsync(TestContext.Current.CancellationToken));
        var report = await error;
        Assert.True(process.ExitCode == 4, report);
        Assert.Contains("\n  status    failed\n", report, StringComparison.Ordinal);
        return report;
    }

    static async Task ResumeAsync(Sandbox sandbox, string told)
    {
        var resumed = await sandbox.RunAsync("resume", "1");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Contains(told, resumed.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("in doubt", resumed.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("  not sent  ", resumed.Error, StringComparison.Ordinal);
    }

    /// <summary>What stands under a label of the report: its line and those below that have none.</summary>
    static IEnumerable<string> Under(string report, string label) => report.Split('\n')
        .SkipWhile(line => !line.StartsWith($"  {label,-8}  ", StringComparison.Ordinal))
        .TakeWhile((line, i) => i == 0 || line.StartsWith("            ", StringComparison.Ordinal))
        .Select(line => line[12..]);

    static List<string> Named(string report, string label, string kind) =>
        [.. Matches(report, label, $"^{kind} '([^']+)'").Select(found => found.Value)];

    static long Number(string report, string label, string kind) => Matches(report, label, $"^(\\d+) {kind}s?\\b").Sum(Whole);

    static IEnumerable<Group> Matches(string report, string label, string pattern) =>
        Under(report, label).Select(line => Regex.Match(line, pattern)).Where(match => match.Success).Select(match => match.Groups[1]);

    static long Whole(Group digits) => long.Parse(digits.Value, CultureInfo.InvariantCulture);

    static async Task<long> CountAsync(Sandbox sandbox, string from) =>
        long.Parse((await ReadAsync(sandbox, $"select count(*) from {from}"))[0], CultureInfo.InvariantCulture);

    static async Task<List<string>> ReadAsync(Sandbox sandbox, string sql)
    {
        var run = await sandbox.RunAsync("query", sql, "--format", "csv");
        Assert.True(run.ExitCode == 0, run.Error);
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
    }
}
