using static Koppel.EndToEnd.Tests.Undoing;

namespace Koppel.EndToEnd.Tests.Plans;

/// <summary>
/// Lists, values of fields and accounts of contacts, whose rows are there only while there is a value: plans give the first one, and what a
/// run emptied comes back.
/// </summary>
public sealed class RowsOfValuesTests
{
    const string Lists = "select email, list, status from ContactListsByEmail@ac where list = 'Nieuws' order by email";
    const string Values = "select email, value from FieldValuesByEmail@ac where field = 'PLAATS' order by email";
    const string Accounts = "select email, account from AccountContactsByName@ac where account = 'Acme X' order by email";

    [Theory]
    [InlineData(Lists, "insert into ContactListsByEmail@ac select email, 'Nieuws', 'active' from contacts@ac where id <= 12")]
    [InlineData(Values, "insert into FieldValuesByEmail@ac select email, 'PLAATS', 'Ede' from contacts@ac where id <= 12")]
    [InlineData(Values, "insert into FieldValuesByEmail@ac select upper(email), 'Veld PLAATS', 'Ede' from contacts@ac where id <= 12")]
    [InlineData(Accounts,
        "insert into AccountContactsByName@ac (email, account) select email, 'Acme X' from contacts@ac where id between 51 and 62")]
    public async Task A_plan_of_first_values_is_applied(string read, string load)
    {
        await using var sandbox = await StartAsync();
        await DoneAsync(sandbox, "explain", load, "--output", "p.koppel");
        var applied = await DoneAsync(sandbox, "apply", "p.koppel", "--on-drift", "refuse");
        Assert.Contains("12 changed + 0 unchanged + 0 rejected", applied.Error, StringComparison.Ordinal);
        Assert.Equal(13, (await ReadAsync(sandbox, read)).Count(c => c == '\n'));
    }

    [Fact]
    public async Task A_first_value_that_somebody_gave_since_the_plan_drifted()
    {
        await using var sandbox = await StartAsync();
        await DoneAsync(sandbox, "explain",
            "insert into FieldValuesByEmail@ac select email, 'PLAATS', 'Ede' from contacts@ac where id <= 3", "--output", "p.koppel");
        await LoadAsync(sandbox, "insert into FieldValuesByEmail@ac select email, 'PLAATS', 'Elst' from contacts@ac where id = 2");
        await DoneAsync(sandbox, "apply", "p.koppel", "--on-drift", "leave");
        Assert.Equal("value,n\nEde,2\nElst,1\n",
            await ReadAsync(sandbox, $"select value, count(*) as n from ({Values}) group by all order by all"));
    }

    [Fact]
    public async Task What_a_run_emptied_comes_back_and_an_undo_of_that_empties_it_again()
    {
        await using var sandbox = await StartAsync();
        await LoadAsync(sandbox, """
            insert into FieldValuesByEmail@ac select email, 'PLAATS', 'Ede ' || id from contacts@ac where id <= 5;
            insert into AccountContactsByName@ac (email, account) select email, 'Acme X' from contacts@ac where id between 51 and 55
            """);
        var (values, accounts) = (await ReadAsync(sandbox, Values), await ReadAsync(sandbox, Accounts));
        await LoadAsync(sandbox, """
            update FieldValuesByEmail@ac set value = '' where field = 'PLAATS';
            update AccountContactsByName@ac set account = '' where account = 'Acme X'
            """);
        Assert.Equal("email,value\n", await ReadAsync(sandbox, Values));

        await UndoAsync(sandbox, 3);
        Assert.Equal((values, accounts), (await ReadAsync(sandbox, Values), await ReadAsync(sandbox, Accounts)));
        await UndoAsync(sandbox, 4);
        Assert.Equal(("email,value\n", "email,account\n"), (await ReadAsync(sandbox, Values), await ReadAsync(sandbox, Accounts)));
    }

    [Fact]
    public async Task An_undo_of_the_undo_of_first_values_gives_them_again()
    {
        await using var sandbox = await StartAsync();
        await LoadAsync(sandbox, "insert into FieldValuesByEmail@ac select email, 'PLAATS', 'Ede' from contacts@ac where id <= 3");
        var values = await ReadAsync(sandbox, Values);
        await UndoAsync(sandbox, 2);
        Assert.Equal("email,value\n", await ReadAsync(sandbox, Values));
        await UndoAsync(sandbox, 3);
        Assert.Equal(values, await ReadAsync(sandbox, Values));
    }

    [Fact]
    public async Task A_contact_that_somebody_deleted_is_told_and_does_not_come_back_although_loads_may_create_contacts()
    {
        await using var sandbox = await StartAsync();
        await LoadAsync(sandbox, "insert into FieldValuesByEmail@ac select email, 'PLAATS', 'Ede' from contacts@ac where id <= 3");
        await LoadAsync(sandbox, "update FieldValuesByEmail@ac set value = '' where field = 'PLAATS'");
        string[] creating = ["--connect", $"{sandbox.Connect};create_contacts=on"];
        Assert.Equal(0, (await Koppel.RunInAsync(sandbox.Folder, ["explain", "insert into ContactListsByEmail@ac select email, 'Nieuws', "
            + "'active' from contacts@ac where id <= 3", "--output", "p.koppel", .. creating])).ExitCode);
        var gone = await ReadAsync(sandbox, "select email from contacts@ac where id = 2");
        await LoadAsync(sandbox, "delete from contacts@ac where id = 2");

        var applied = await Koppel.RunInAsync(sandbox.Folder, ["apply", "p.koppel", "--on-drift", "leave", .. creating]);
        Assert.Contains("2 changed + 0 unchanged + 1 rejected", applied.Error, StringComparison.Ordinal);
        var undone = await Koppel.RunInAsync(sandbox.Folder, ["undo", "3", "--yes", .. creating]);
        Assert.Contains("2 changed + 0 unchanged + 1 rejected", undone.Error, StringComparison.Ordinal);
        Assert.Equal("n\n0\n", await ReadAsync(sandbox, $"select count(*) as n from contacts@ac where email = '{gone.Split('\n')[1]}'"));
    }

    [Fact]
    public async Task A_plan_that_creates_contacts_on_the_way_creates_them()
    {
        await using var sandbox = await StartAsync();
        string[] creating = ["--connect", $"{sandbox.Connect};create_contacts=on"];
        Assert.Equal(0, (await Koppel.RunInAsync(sandbox.Folder, ["explain", """
            insert into FieldValuesByEmail@ac values ('new1@acme.com', 'PLAATS', 'Ede'), ('new1@acme.com', 'KLEUR', 'Rood'),
                ('new2@acme.com', 'PLAATS', 'Elst')
            """, "--output", "p.koppel", .. creating])).ExitCode);
        var applied = await Koppel.RunInAsync(sandbox.Folder, ["apply", "p.koppel", "--on-drift", "refuse", .. creating]);
        Assert.True(applied.ExitCode == 0, applied.Error);
        Assert.Equal("email,field,value\nnew1@acme.com,KLEUR,Rood\nnew1@acme.com,PLAATS,Ede\nnew2@acme.com,PLAATS,Elst\n",
            await ReadAsync(sandbox, "select email, field, value from FieldValuesByEmail@ac where email like 'new%' order by all"));
    }

    static async Task<Sandbox> StartAsync()
    {
        var sandbox = await WideSandbox.StartAsync();
        await LoadAsync(sandbox, "insert into accounts@ac (name) values ('Acme X')");
        return sandbox;
    }
}
