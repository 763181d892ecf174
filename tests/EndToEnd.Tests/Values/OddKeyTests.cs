using Koppel.EndToEnd.Tests.Salesforce;
using Koppel.Engine.Statements;

namespace Koppel.EndToEnd.Tests.Values;

/// <summary>A mirror never removes, nor writes again, what it has just written, whatever the target made of the keys.</summary>
public sealed class OddKeyTests
{
    const int Rows = 40;

    /// <summary>The number-th text of odd forms; without its form each is another.</summary>
    static string Odd(Random random, int number, bool isAddress)
    {
        string[] words = [
            "Jörg", "Zoë", "Straße", "O'Brien", "R&D", "a<b>", "100%", "Ω-Team", "x\"y", "naïve", "𝒜b", "łódź", "e\u0301t\u00e9"];
        var text = isAddress ? $"{(random.Next(2) == 0 ? "Jan" : "JAN")}.{number}+x@Example.ORG"
            : $"{words[random.Next(words.Length)]}{(random.Next(3) == 0 ? "  " : " ")}{number}{(random.Next(4) == 0 ? " &amp; co" : "")}";
        if (random.Next(4) == 0) text = text.ToUpperInvariant();
        if (random.Next(5) == 0) text = text.Insert(2, "\u200b");
        if (random.Next(6) == 0) text = text.Normalize(System.Text.NormalizationForm.FormD);
        if (random.Next(4) == 0) text = $"{(random.Next(2) == 0 ? " " : "\u00a0")}{text}{(random.Next(2) == 0 ? "  " : "\t")}";
        return $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    [Theory]
    [InlineData("contacts@ac", "email", "firstName", "insert or update or delete", true)]
    [InlineData("tags@ac", "tag", "description", "insert or update or delete", false)]
    [InlineData("accounts@ac", "name", "accountUrl", "insert or update or delete", false)]
    [InlineData("ContactsWithFields@ac", "email", "lastName", "insert or update or delete", true)]
    [InlineData("ContactTagsByEmail@ac", "email, tag", "tag", "insert or delete", true)]
    [InlineData("savedResponses@ac", "title", "subject, body", "insert or update or delete", false)]
    [InlineData("lists@ac", "name", "stringid, sender_url, sender_reminder", "insert or delete", false)]
    [InlineData("groups@ac", "title", "description", "insert or update or delete", false)]
    [InlineData("dealRoles@ac", "title", "", "insert or delete", false)]
    public async Task A_second_run_over_ActiveCampaign_changes_nothing(string table, string by, string value, string with, bool isAddress)
    {
        var random = new Random(table.Length * 31 + by.Length);
        await using var sandbox = await Sandbox.StartAsync(contacts: 5, timeScale: 500);
        var rows = string.Join(", ", Enumerable.Range(0, Rows).Select(i => $"({Odd(random, i, isAddress)}"
            + string.Concat(value.Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(v => $", {(by.Contains(v, StringComparison.Ordinal) ? Odd(random, i, isAddress: false) : "'https://e.org'")}"))
            + ")"));
        var columns = value.Length == 0 ? by : $"{by.Split(',')[0]}, {value}";
        var isLink = table.StartsWith("ContactTags", StringComparison.Ordinal);
        if (isLink) await RunAsync(sandbox, "delete from ContactTagsByEmail@ac where true");
        var sql = $"synchronize (select * from (values {rows}) s({columns})) to {table} with {with} identified by ({by})";
        if (isLink)
            await RunAsync(sandbox, $"insert into contacts@ac (email) select email from (values {rows}) s(email, tag)");

        var first = await RunAsync(sandbox, sql);
        Assert.True(first.Changed >= Rows, $"{first}");
        var writes = sandbox.Writes;
        var second = await RunAsync(sandbox, sql);
        Assert.Equal((0L, writes), (second.Changed, sandbox.Writes));
        Assert.Equal(first.Rejected, second.Rejected);
    }

    static async Task<(long Read, long Changed, long Unchanged, long Rejected, long NotSent)> RunAsync(Sandbox sandbox, string sql)
    {
        var run = await sandbox.RunAsync("run", sandbox.Write("sync.sql", sql), "--summary", "json");
        Assert.True(run.ExitCode is 0 or 3, run.Error);
        return run.Load();
    }

    [Theory]
    [InlineData("Account", "Name", "Phone", false)]
    [InlineData("Contact", "External_Id__c", "LastName", false)]
    [InlineData("Contact", "Email", "LastName", true)]
    [InlineData("Lead", "External_Id__c", "LastName, Company", false)]
    public async Task A_second_run_over_Salesforce_changes_nothing(string table, string by, string others, bool isAddress)
    {
        var random = new Random(table.Length * 31 + by.Length);
        await using var org = await TestOrg.StartAsync();
        await org.RowsAsync("delete from Case@sf where true; delete from Opportunity@sf where true");
        var values = string.Concat(others.Split(',').Select(_ => ", 'v'"));
        var rows = string.Join(", ", Enumerable.Range(0, Rows).Select(i => $"({Odd(random, i, isAddress)}{values})"));
        var sql = $"synchronize (select * from (values {rows}) s({by}, {others})) to {table}@sf "
            + $"with insert or update or delete identified by {by}";
        var first = await LoadAsync(org, sql);
        Assert.True(first.Outcome.Changed >= Rows / 2, string.Join('\n', first.Outcome.Rejects.First));
        var second = await LoadAsync(org, sql);
        Assert.Equal(0, second.Outcome.Changed);
    }

    [Fact]
    public async Task A_row_whose_key_the_target_has_changed_is_neither_deleted_nor_inserted_again()
    {
        await using var org = await TestOrg.StartAsync();
        const string Sql = """
            synchronize (select 'Koppel  ' || i || ' Ltd.' as Name, 'w' as Site from range(3) r(i)) to Account@sf
            with insert or update or delete exit after 2 rows identified by Name
            """;
        await LoadAsync(org, Sql);
        // As a trigger of the org would: the names get another form that nobody could know.
        foreach (var row in await org.RowsAsync("select Id, Name from Account@sf where Site = 'w'"))
            await org.CallAsync(HttpMethod.Patch, $"sobjects/Account/{row[0]}",
                new { Name = $"{row[1]}".Replace("  ", " ", StringComparison.Ordinal).Replace("Ltd.", "LTD", StringComparison.Ordinal) });
        var again = await LoadAsync(org, Sql.Replace("exit after 2 rows ", "", StringComparison.Ordinal).Replace(
            "delete", "delete exit after 0 rows", StringComparison.Ordinal));
        Assert.Equal(0, again.Outcome.Changed);
        Assert.Contains("3 rows that only the target has are left and not inserted again: a load of Koppel wrote them for rows that the "
            + "source still has, and Name is another there now", again.Outcome.Notes);
        var own = await LoadAsync(org, Sql.Replace("exit after 2 rows", "only own", StringComparison.Ordinal));
        Assert.Equal(0, own.Outcome.Changed);
    }

    [Fact]
    public async Task A_tag_that_somebody_renamed_is_left_while_the_source_has_what_was_written()
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 5);
        const string Sql = "synchronize (select 'Tag ' || i as tag from range(4) r(i)) to tags@ac with insert or delete identified by tag";
        await RunAsync(sandbox, Sql);
        await RunAsync(sandbox, "update tags@ac set tag = 'tag no. 2' where tag = 'Tag 2'");
        var again = await sandbox.RunAsync("query", Sql);
        Assert.Contains("changed + 5 unchanged + 0 rejected", again.Error, StringComparison.Ordinal);
        Assert.Contains("0 changed", again.Error, StringComparison.Ordinal);
        Assert.Contains("1 row that only the target has is left and not inserted again: a load of Koppel wrote it for a row that the "
            + "source still has, and tag is another there now", again.Error, StringComparison.Ordinal);
        var without = await RunAsync(sandbox, Sql.Replace("range(4)", "range(2)", StringComparison.Ordinal));
        Assert.Equal((4, 2, 2, 0, 0), without);
    }

    [Fact]
    public async Task So_is_one_that_was_written_without_a_value_in_a_column_that_identifies_it()
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 5);
        const string Sql = """
            synchronize (select 'Tag ' || i as tag, case when i > 1 then 'd' end as description from range(4) r(i)) to tags@ac
            with insert or delete identified by tag, description
            """;
        await RunAsync(sandbox, Sql);
        Assert.Equal((4, 0, 4, 0, 0), await RunAsync(sandbox, Sql));
        await RunAsync(sandbox, "update tags@ac set tag = 'tag no. 1' where tag = 'Tag 1'");
        var again = await sandbox.RunAsync("query", Sql);
        Assert.Contains("0 changed", again.Error, StringComparison.Ordinal);
        Assert.Contains("1 row that only the target has is left and not inserted again", again.Error, StringComparison.Ordinal);
    }

    static async Task<LoadReport> LoadAsync(TestOrg org, string sql)
    {
        LoadReport? report = null;
        await foreach (var result in org.Session.ExecuteAsync(sql, cancellationToken: TestContext.Current.CancellationToken))
        {
            if (result is FailedResult failed) throw new InvalidOperationException($"{failed.Fault.Message}\n{sql}", failed.Fault);
            if (result is LoadResult load) report = load.Report;
        }
        return report!;
    }
}
