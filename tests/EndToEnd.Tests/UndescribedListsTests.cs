using System.Net.Http.Json;
using Koppel.Sandbox;

namespace Koppel.EndToEnd.Tests;

/// <summary>Lists that some accounts give, and others only by a condition.</summary>
public sealed class UndescribedListsTests
{
    [Fact]
    public async Task Activities_are_read_without_a_contact_where_the_account_lists_them()
    {
        await using var sandbox = await FilledAsync(needsContact: false);

        var run = await sandbox.RunAsync("query", "select contact, reference_type from activities@ac", "--format", "csv");

        Assert.Equal((0, "contact,reference_type\n2,Note\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task Where_the_account_wants_a_contact_a_join_finds_the_activities_and_a_statement_without_is_told_so()
    {
        await using var sandbox = await FilledAsync(needsContact: true);

        var alone = await sandbox.RunAsync("query", "select contact from activities@ac");
        var joined = await sandbox.RunAsync("query",
            "select c.id, a.reference_type from contacts@ac c join activities@ac a on a.contact = c.id where c.id in (1, 2)", "--format",
            "csv");

        Assert.NotEqual(0, alone.ExitCode);
        Assert.Contains("lists activities a contact at a time", alone.Error, StringComparison.Ordinal);
        Assert.Equal((0, "id,reference_type\n2,Note\n"), (joined.ExitCode, joined.Output));
    }

    static async Task<Sandbox> FilledAsync(bool needsContact)
    {
        var sandbox = await Sandbox.StartAsync(new SandboxOptions { Seed = 5, TimeScale = 50, ActivitiesNeedContact = needsContact });
        using var http = new HttpClient();
        var row = new { resource = "activities", values = new { subscriberid = 2, reference_type = "Note", reference_id = 7 } };
        (await http.PostAsJsonAsync(new Uri(sandbox.Server.Url, "/_sandbox/rows"), row)).EnsureSuccessStatusCode();
        return sandbox;
    }
}
