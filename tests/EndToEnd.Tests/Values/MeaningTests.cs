namespace Koppel.EndToEnd.Tests.Values;

/// <summary>What a value of the source means for what the target has, as the statement says it.</summary>
public sealed class MeaningTests
{
    const string Contact = "jan@example.org";

    const string There = "select concat_ws('|', coalesce(firstName, ''), coalesce(phone, ''), array_to_string(merken, ';')) "
        + "from ContactsWithFields@ac where email = ";

    /// <summary>A contact with the first name Jan, no phone, and the brands Opel and Fiat.</summary>
    static async Task<Sandbox> StartAsync(string phone = "null")
    {
        var sandbox = await WideSandbox.StartAsync(contacts: 5);
        await RunAsync(sandbox, $"insert into ContactsWithFields@ac (email, firstName, phone, merken) values ('{Contact}', 'Jan', {phone}, "
            + "['Opel', 'Fiat'])");
        return sandbox;
    }

    static async Task<Koppel> RunAsync(Sandbox sandbox, string sql)
    {
        var run = await sandbox.RunAsync("run", sandbox.Write("load.sql", sql), "--summary", "json");
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }

    static async Task<string> ReadAsync(Sandbox sandbox, string email = Contact) =>
        (await sandbox.RunAsync("query", $"{There}'{email}'", "--format", "csv")).Output.Split('\n')[1];

    /// <summary>Each statement that can carry the words, with the source's row as firstName, phone and merken.</summary>
    static string Statement(string verb, string words, string row) => verb switch
    {
        "update" => $"update ContactsWithFields@ac c {words} set firstName = s.a, phone = s.b, merken = s.d "
            + $"from (select {row}) s(a, b, d) where c.email = '{Contact}'",
        "merge" => $"merge into ContactsWithFields@ac c {words} using (select '{Contact}' as email, * from (select {row}) s(a, b, d)) as s "
            + "on c.email = s.email when matched then update set firstName = s.a, phone = s.b, merken = s.d",
        "synchronize" => $"synchronize (select '{Contact}' as email, * from (select {row}) s(firstName, phone, merken)) to "
            + $"ContactsWithFields@ac {words} with update identified by email",
        _ => $"insert into ContactsWithFields@ac (email, firstName, phone, merken) {words} select '{Contact}', {row}",
    };

    [Theory]
    [InlineData("nulls keep", "null, null, null", "Jan||Opel;Fiat")]
    [InlineData("nulls keep", "'', '12', ['Volvo']", "Jan|12|Volvo")]
    [InlineData("nulls keep on (firstName) replace choices on (merken)", "null, '12', ['fiat', 'OPEL']", "Jan|12|Opel;Fiat")]
    [InlineData("nulls clear", "null, '12', ['Volvo']", "|12|Volvo")]
    [InlineData("fill empty", "'Piet', '12', ['Volvo']", "Jan|12|Opel;Fiat")]
    [InlineData("fill empty on (phone) add choices on (merken)", "'Piet', '12', ['opel', 'Volvo']", "Piet|12|Opel;Volvo;Fiat")]
    [InlineData("add choices on (merken)", "'Jan', null, null", "Jan||Opel;Fiat")]
    [InlineData("remove choices on merken nulls keep", "null, '12', ['FIAT', 'Volvo']", "Jan|12|Opel")]
    [InlineData("nulls keep remove choices on (merken)", "null, null, ['Fiat', 'Opel']", "Jan||")]
    [InlineData("replace choices on (merken)", "'Jan', '12', ['Volvo', 'volvo', 'Opel']", "Jan|12|Opel;Volvo")]
    public async Task Every_statement_takes_the_words_in_the_same_meaning(string words, string row, string expected)
    {
        foreach (var verb in new[] { "update", "merge", "synchronize", "insert" })
        {
            await using var sandbox = await StartAsync();
            var statement = Statement(verb, words, row);
            await RunAsync(sandbox, statement);
            Assert.Equal((verb, expected), (verb, await ReadAsync(sandbox)));
            var writes = sandbox.Writes;
            await RunAsync(sandbox, statement);
            Assert.Equal((verb, writes), (verb, sandbox.Writes));
        }
    }

    [Theory]
    [InlineData("update"), InlineData("merge"), InlineData("synchronize")]
    public async Task Without_words_a_null_empties_as_before(string verb)
    {
        await using var sandbox = await StartAsync("'12'");
        await RunAsync(sandbox, Statement(verb, "", "null, '12', ['Opel', 'Fiat']"));
        Assert.Equal("|12|Opel;Fiat", await ReadAsync(sandbox));
    }

    [Fact]
    public async Task An_insert_with_words_inserts_what_is_not_there_and_a_null_says_nothing()
    {
        await using var sandbox = await StartAsync("'12'");
        var run = await RunAsync(sandbox, """
            insert into ContactsWithFields@ac (email, firstName, phone, merken) fill empty on (firstName) add choices on (merken)
            values ('jan@example.org', 'Piet', null, ['Volvo']), ('new@example.org', 'New', '13', ['Fiat'])
            """);
        Assert.Equal((2, 2, 0, 0, 0), run.Load());
        Assert.Equal("Jan|12|Opel;Volvo;Fiat", await ReadAsync(sandbox));
        Assert.Equal("New|13|Fiat", await ReadAsync(sandbox, "new@example.org"));
    }

    [Fact]
    public async Task Tags_and_lists_of_a_contact_are_choices_too()
    {
        await using var sandbox = await StartAsync();
        const string Read = "select array_to_string(tags, ';') || '|' || array_to_string(lists, ';') from ContactsWithFields@ac where "
            + "email = ";
        async Task<string> AfterAsync(string words, string set)
        {
            await RunAsync(sandbox, $"update ContactsWithFields@ac {words} set {set} where email = '{Contact}'");
            return (await sandbox.RunAsync("query", $"{Read}'{Contact}'", "--format", "csv")).Output.Split('\n')[1];
        }

        Assert.Equal("VIP|Nieuws", await AfterAsync("add choices on (tags, lists)", "tags = ['VIP'], lists = ['Nieuws']"));
        Assert.Equal("Gold;VIP|Acties;Nieuws",
            await AfterAsync("add choices on (tags, lists)", "tags = ['Gold', 'vip'], lists = ['Acties']"));
        Assert.Equal("Gold|Acties;Nieuws", await AfterAsync("remove choices on (tags)", "tags = ['Vip', 'Never there']"));
        Assert.Equal("Gold|Nieuws", await AfterAsync("remove choices on (lists)", "lists = ['Acties']"));
    }

    [Fact]
    public async Task A_plan_file_tells_what_becomes_of_each_column_and_apply_does_just_that()
    {
        await using var sandbox = await StartAsync("'12'");
        var sql = Statement("update", "fill empty on (phone) add choices on (merken)", "'Piet', '13', ['Volvo']");
        var plan = await sandbox.RunAsync("explain", sql, "--output", Path.Combine(sandbox.Folder, "fill.koppel"));
        Assert.True(plan.ExitCode == 0, plan.Error);
        var shown = await Koppel.RunInAsync(sandbox.Folder, "plan", "show", Path.Combine(sandbox.Folder, "fill.koppel"));
        Assert.Contains("phone: 1 kept", shown.Output, StringComparison.Ordinal);
        Assert.Contains("MERKEN: 1 changed", shown.Output, StringComparison.Ordinal);
        var applied = await sandbox.RunAsync("apply", Path.Combine(sandbox.Folder, "fill.koppel"));
        Assert.True(applied.ExitCode == 0, applied.Error);
        Assert.Equal("Piet|12|Opel;Volvo;Fiat", await ReadAsync(sandbox));
    }

    [Fact]
    public async Task The_report_tells_what_became_of_each_column()
    {
        await using var sandbox = await StartAsync("'12'");
        await RunAsync(sandbox, "insert into contacts@ac (email, firstName) values ('ann@example.org', 'Ann'), ('bob@example.org', 'Bob')");
        const string Sql = """
            synchronize (select * from (values ('jan@example.org', 'Piet', '13'), ('ann@example.org', 'Ann', '14'),
                ('bob@example.org', null, null), ('new@example.org', 'New', null)) s(email, firstName, phone))
            to contacts@ac fill empty on (phone) with insert or update identified by email
            """;
        var explained = await sandbox.RunAsync("explain", Sql);
        Assert.Contains("  column    phone: 1 set, 2 same, 1 kept\n", explained.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("column    firstName", explained.Output, StringComparison.Ordinal);

        var run = await RunAsync(sandbox, Sql);
        var columns = run.Summaries[0].GetProperty("columns");
        Assert.Equal("""{"set":1,"changed":1,"cleared":1,"same":1,"kept":0}""", columns.GetProperty("firstName").ToString());
        Assert.Equal("""{"set":1,"changed":0,"cleared":0,"same":2,"kept":1}""", columns.GetProperty("phone").ToString());
        Assert.False(columns.TryGetProperty("email", out _));
        var again = await sandbox.RunAsync("query", Sql);
        Assert.Contains("  column    phone: 3 same, 1 kept\n", again.Error, StringComparison.Ordinal);
        Assert.StartsWith("contacts@ac: 4 rows read = 0 changed + 4 unchanged", again.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update contacts@ac fill empty on (phne) set phone = '1' where true", 1, 35, "has no column 'phne'. Did you mean 'phone'?")]
    [InlineData("update contacts@ac nulls keep on (lastName) set phone = '1' where true", 1, 35, "'lastName' is not given a value here")]
    [InlineData("update contacts@ac add choices on (phone) set phone = '1' where true",
        1, 36, "'phone' of contacts@ac holds no list of choices, but VARCHAR")]
    [InlineData("update contacts@ac add choices set phone = '1' where true", 1, 24, "on and columns are needed after add choices")]
    [InlineData("update contacts@ac nulls keep nulls clear set phone = '1' where true",
        1, 31, "nulls clear and nulls keep contradict each other")]
    [InlineData("update contacts@ac nulls keep on (phone) nulls clear on (phone) set phone = '1' where true", 1, 58,
        "nulls clear and nulls keep contradict each other for column 'phone'")]
    [InlineData("update contacts@ac fill empty on (phone) nulls clear on (phone) set phone = '1' where true", 1, 58,
        "nulls clear and fill empty contradict each other for column 'phone'")]
    [InlineData("update contacts@ac fill empty on (phone, phone) set phone = '1' where true",
        1, 42, "fill empty is said twice of column 'phone'")]
    [InlineData("delete from contacts@ac nulls keep where true", 1, 25, "A delete gives no values")]
    [InlineData("synchronize (select 'a@x.nl' as email, '1' as phone) to contacts@ac fill empty on (email) with update identified by "
        + "email", 1, 84, "'email' tells which row is meant")]
    [InlineData("synchronize (select 'a@x.nl' as email, '1' as phone) to contacts@ac ignore nulls nulls clear with update identified by "
        + "email", 1, 82, "ignore nulls and nulls clear contradict each other")]
    [InlineData("merge into contacts@ac nulls keep on (id) using (select 'a@x.nl' as email, '1' as phone) s on contacts.email = s.email "
        + "when matched then update set phone = s.phone", 1, 39, "'id' tells which row is meant")]
    [InlineData("insert into ContactTagsByEmail@ac (email, tag) nulls keep values ('a@x.nl', 'x')", 1, 48, "cannot be changed")]
    [InlineData("insert into contacts@ac (firstName, email) fill empty on (email) values ('a', 'a@x.nl')",
        1, 59, "'email' tells which row")]
    [InlineData("insert into deals@ac (title, value, currency, contact, \"group\", stage, owner) fill empty values "
        + "('a', 1, 'eur', 1, 1, 1, 1)", 1, 79, "nothing identifies the rows of deals@ac")]
    public async Task What_words_cannot_mean_is_a_fault_with_its_place(string sql, int line, int column, string says)
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 5);
        var run = await sandbox.RunAsync("query", sql);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"line {line}, column {column}: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Equal(0, sandbox.Writes);
    }

    [Fact]
    public async Task An_alias_may_be_one_of_the_words_and_does_not_swallow_them()
    {
        await using var sandbox = await StartAsync("'12'");
        await RunAsync(sandbox, $"update contacts@ac fill set phone = '13' where fill.email = '{Contact}'");
        await RunAsync(sandbox, $"update contacts@ac as nulls nulls keep set phone = null where nulls.email = '{Contact}'");
        await RunAsync(sandbox, $"update contacts@ac fill empty set firstName = 'Piet' where email = '{Contact}'");
        Assert.StartsWith("Jan|13|", await ReadAsync(sandbox), StringComparison.Ordinal);
    }
}
