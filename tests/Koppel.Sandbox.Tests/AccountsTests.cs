namespace Koppel.Sandbox.Tests;

public sealed class AccountsTests
{
    [Theory]
    [InlineData("northwind BIKES")]
    [InlineData("Northwind Bikes  ")]
    [InlineData("MÜLLER & SÖHNE")]
    public async Task A_name_is_there_once_whatever_its_case_and_the_blanks_behind_it(string name)
    {
        await using var sandbox = await Caller.FastAsync();
        var refused = await CreateAsync(sandbox, name);
        Assert.Equal((422, "duplicate"), (refused.Status, refused.Json["errors"]![0]!["code"]!.GetValue<string>()));
        Assert.Equal($"An account named \"{name}\" already exists. Please choose a new name.",
            refused.Json["errors"]![0]!["title"]!.GetValue<string>());
        Assert.Equal(8, sandbox.Server.GetStats().Accounts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task A_name_of_nothing_but_blanks_is_none(string name)
    {
        await using var sandbox = await Caller.FastAsync();
        Assert.Equal("field_missing", (await CreateAsync(sandbox, name)).Json["errors"]![0]!["code"]!.GetValue<string>());
        Assert.Equal(422, (await sandbox.PutAsync("accounts/1", $$$"""{"account":{"name":"{{{name}}}"}}""")).Status);
    }

    [Fact]
    public async Task Names_may_repeat_when_the_switch_says_so()
    {
        await using var sandbox = await Caller.FastAsync(new() { AccountsMayRepeat = true });
        Assert.Equal(201, (await CreateAsync(sandbox, "Twice")).Status);
        Assert.Equal(201, (await CreateAsync(sandbox, "TWICE")).Status);
        Assert.Equal(["9", "10"], (await sandbox.GetAsync("accounts?search=twice")).Column("accounts", "id"));
        await sandbox.DeleteAsync("accounts/9");
        await ImportAsync(sandbox, "Twice");
        Assert.Equal(["10"], (await sandbox.GetAsync("accounts?search=twice")).Column("accounts", "id"));
    }

    [Fact]
    public async Task A_search_finds_names_that_contain_it_page_by_page()
    {
        await using var sandbox = await Caller.FastAsync();
        for (var n = 1; n <= 120; n++) await CreateAsync(sandbox, $"Depot {n}");
        var second = await sandbox.GetAsync("accounts?search=depot&limit=100&offset=100");
        Assert.Equal("120", second.Json["meta"]!["total"]!.GetValue<string>());
        Assert.Equal(20, second.Column("accounts", "id").Length);
        Assert.Equal(["O'Neill Roofing"], (await sandbox.GetAsync("accounts?search=o%27neill")).Column("accounts", "name"));
    }

    [Fact]
    public async Task An_import_with_an_accounts_name_creates_the_account_and_later_ones_find_it()
    {
        await using var sandbox = await Caller.FastAsync();
        await ImportAsync(sandbox, "Windmill Paper");
        await sandbox.ImportAsync("""{"email":"b@example.com","customer_acct_name":"windmill paper"}""",
            """{"email":"c@example.com","customer_acct_name":" "}""");
        var account = Assert.Single((await sandbox.GetAsync("accounts?search=windmill&count_deals=true")).Json["accounts"]!.AsArray())!;
        Assert.Equal(("9", "2"), (account["id"]!.GetValue<string>(), account["contactCount"]!.GetValue<string>()));
        Assert.Equal("0", (await sandbox.GetAsync("accounts?search=windmill")).Json["accounts"]![0]!["contactCount"]!.GetValue<string>());
        Assert.Equal((422, 9), ((await CreateAsync(sandbox, "Windmill Paper")).Status, sandbox.Server.GetStats().Accounts));
    }

    [Fact]
    public async Task A_contact_shows_its_account_as_it_is_now()
    {
        await using var sandbox = await Caller.FastAsync();
        await ImportAsync(sandbox, "Windmill Paper");
        await sandbox.PutAsync("accounts/9", """{"account":{"name":"Windmill Card"}}""");
        Assert.Equal(("9", "Windmill Card"), await OrganizationAsync(sandbox));
        await ImportAsync(sandbox, "Northwind Bikes");
        Assert.Equal(("1", "Northwind Bikes"), await OrganizationAsync(sandbox));
        Assert.Equal("{}", (await sandbox.DeleteAsync("accounts/1")).Body);
        Assert.Equal(("0", ""), await OrganizationAsync(sandbox));
        Assert.Equal(404, (await sandbox.GetAsync("accounts/1")).Status);
    }

    [Fact]
    public async Task A_contact_that_is_deleted_is_counted_no_more()
    {
        await using var sandbox = await Caller.FastAsync();
        await ImportAsync(sandbox, "Northwind Bikes");
        await sandbox.DeleteAsync("contacts/101");
        Assert.Equal("0", (await sandbox.GetAsync("accounts?count_deals=true")).Column("accounts", "contactCount")[0]);
    }

    [Fact]
    public async Task Renaming_keeps_names_apart_and_sets_the_old_one_free()
    {
        await using var sandbox = await Caller.FastAsync();
        Assert.Equal(422, (await sandbox.PutAsync("accounts/1", """{"account":{"name":"blue kite studio"}}""")).Status);
        Assert.Equal(
            200, (await sandbox.PutAsync("accounts/1", """{"account":{"name":"NORTHWIND BIKES","accountUrl":null,"owner":"2"}}""")).Status);
        Assert.Equal(200, (await sandbox.PutAsync("accounts/1", """{"account":{"name":"Southwind"}}""")).Status);
        Assert.Equal(201, (await CreateAsync(sandbox, "Northwind Bikes")).Status);
        Assert.Equal(404, (await sandbox.PutAsync("accounts/99", """{"account":{"name":"None"}}""")).Status);
    }

    [Fact]
    public async Task Many_are_deleted_at_once()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.DeleteAsync("accounts/bulk_delete?ids[]=1&ids[]=2&ids[]=2&ids[]=99");
        await sandbox.DeleteAsync("accounts/bulk_delete?%5B%5Dids=3");
        Assert.Equal(["4", "5", "6", "7", "8"], (await sandbox.GetAsync("accounts")).Column("accounts", "id"));
    }

    [Fact]
    public async Task A_reset_brings_the_accounts_of_the_seed_back()
    {
        await using var sandbox = await Caller.FastAsync();
        await CreateAsync(sandbox, "Windmill Paper");
        await sandbox.DeleteAsync("accounts/1");
        Assert.Equal("8", (await sandbox.GetAsync("/_sandbox/stats")).Json["accounts"]!.ToString());
        await sandbox.PostAsync("/_sandbox/reset", "");
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8"], (await sandbox.GetAsync("accounts")).Column("accounts", "id"));
    }

    static Task<Reply> CreateAsync(Caller sandbox, string name) =>
        sandbox.PostAsync("accounts", $$$"""{"account":{"name":"{{{name}}}"}}""");

    static Task<string> ImportAsync(Caller sandbox, string account) =>
        sandbox.ImportAsync($$"""{"email":"a@example.com","customer_acct_name":"{{account}}"}""");

    static async Task<(string Id, string Name)> OrganizationAsync(Caller sandbox)
    {
        var contact = (await sandbox.GetAsync("contacts/101")).Json["contact"]!;
        return (contact["orgid"]!.GetValue<string>(), contact["orgname"]!.GetValue<string>());
    }
}
