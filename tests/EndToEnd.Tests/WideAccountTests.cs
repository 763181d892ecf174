using Koppel.Sandbox;

namespace Koppel.EndToEnd.Tests;

/// <summary>Accounts with their fields, in SQL.</summary>
public sealed class WideAccountTests
{
    const string Load = """
        insert into AccountsWithFields@ac (name, "Branche nu", "Omzet", "Merken")
        select name, 'Zorg', 12.34 + id, ['Volvo', 'Opel'] from accounts@ac where name not like 'Nieuw %'
        union all select 'Nieuw ' || i, 'Handel', i, ['Opel'] from range(20) r(i)
        """;

    [Fact]
    public async Task Fields_are_read_loaded_changed_and_taken_back()
    {
        await using var sandbox = await StartAsync();
        const string All =
            """select name, "Branche nu", "Omzet", "Merken" from AccountsWithFields@ac where name not like 'Nieuw %' order by name""";
        var before = await ReadAsync(sandbox, All);
        var accounts = sandbox.Server.GetStats().Accounts;

        Assert.Equal((accounts + 20, accounts + 20, 0), await RunAsync(sandbox, Load));
        Assert.Equal($"{accounts},20\n",
            Body(
                await ReadAsync(sandbox,
                    """select count(*) filter (where "Omzet" = 12.34 + id and "Merken" = ['Opel', 'Volvo']), count(*) filter """
                    + """(where "Branche nu" = 'Handel') from AccountsWithFields@ac""")));
        Assert.Equal((accounts + 20, 0, accounts + 20), await RunAsync(sandbox, Load));
        Assert.Equal(
            (20, 20, 0), await RunAsync(sandbox, """update AccountsWithFields@ac set "Branche nu" = 'Zorg' where name like 'Nieuw %'"""));
        Assert.Equal(1, sandbox.Count("PATCH /api/3/accountCustomFieldData/bulkUpdate"));

        Assert.Equal(0, (await sandbox.RunAsync("undo", "3", "--yes")).ExitCode);
        Assert.Equal(
            "20\n", Body(await ReadAsync(sandbox, """select count(*) from AccountsWithFields@ac where "Branche nu" = 'Handel'""")));
        var undone = await sandbox.RunAsync("undo", "1", "--yes", "--delete-created");
        Assert.True(undone.ExitCode == 0, undone.Error);
        Assert.Equal(before, await ReadAsync(sandbox, All));
        Assert.Equal(accounts, sandbox.Server.GetStats().Accounts);
    }

    [Fact]
    public async Task Values_that_are_loaded_under_faults_and_kills_are_there_once()
    {
        await using var sandbox = await StartAsync("429:0.05", "500-before:0.05", "500-after:0.1", "cut:0.1", "503:0.05");
        Assert.InRange(
            await KilledLoad.RunAsync(sandbox,
                """insert into AccountsWithFields@ac (name, "Branche nu", "Omzet", "Merken") select 'Nieuw ' || i, 'Handel', i, ["""
                + """'Opel'] from range(300) r(i)""", kills: 4, () => sandbox.Writes, 20, 60), 1, 4);
        await sandbox.SetFaultsAsync();
        Assert.Equal(
            "300,300,0,0,0\n", Body(await ReadAsync(sandbox, "select read, changed, unchanged, rejected, not_sent from runs@koppel")));
        Assert.Equal("300\n",
            Body(
                await ReadAsync(sandbox,
                    """select count(*) from AccountsWithFields@ac where name = 'Nieuw ' || "Omzet"::int and "Branche nu" = 'Handel'""")));
    }

    static async Task<Sandbox> StartAsync(params string[] faults)
    {
        var sandbox = await Sandbox.StartAsync(new SandboxOptions { Seed = 10, TimeScale = 500, RefusesTooMany = false });
        await AddAsync("Branche nu", "dropdown", "Handel", "Zorg");
        await AddAsync("Omzet", "currency");
        await AddAsync("Merken", "multiselect", "Opel", "Volvo");
        if (faults.Length > 0) await sandbox.SetFaultsAsync(faults);
        return sandbox;

        Task AddAsync(string label, string type, params string[] options) => sandbox.PostAsync("accountCustomFieldMeta",
            new { accountCustomFieldMetum = new { fieldLabel = label, fieldType = type, fieldOptions = options,
                fieldDefaultCurrency = type == "currency" ? "eur" : "" } });
    }

    static async Task<(long Read, long Changed, long Unchanged)> RunAsync(Sandbox sandbox, string sql)
    {
        var run = await sandbox.RunAsync("query", sql, "--summary", "json");
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Load() is var load ? (load.Read, load.Changed, load.Unchanged) : default;
    }

    static async Task<string> ReadAsync(Sandbox sandbox, string sql)
    {
        var run = await sandbox.RunAsync("query", sql, "--format", "csv");
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Output;
    }

    static string Body(string csv) => csv[(csv.IndexOf('\n', StringComparison.Ordinal) + 1)..];
}
