using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Koppel.EndToEnd.Tests;

/// <summary>Processes on one machine keep one budget an account.</summary>
public sealed class SharedBudgetTests
{
    /// <summary>
    /// Without one budget every second call would be refused; on a busy machine a call may leave later than it was let go.
    /// </summary>
    const int Late = 3;

    const string OfTags = "GET /api/3/contactTags", OfContacts = "GET /api/3/contacts";

    [Fact]
    public async Task Two_processes_stay_inside_the_limits_together_and_get_half_each()
    {
        await using var sandbox = await StartHeldAsync();
        using var tags = Start(sandbox, "select count(*) from contactTags@ac");
        using var contacts = Start(sandbox, "select count(*) from contacts@ac");
        await LetGoAsync(sandbox);

        Assert.Equal((0, 0), (await EndAsync(tags), await EndAsync(contacts)));
        Assert.InRange(sandbox.Server.GetStats().Throttled, 0, Late);
        var (ofTags, ofContacts) = await BesideAsync(sandbox);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ofTags} and {ofContacts} calls"));
        Assert.InRange(ofTags + ofContacts, 20, int.MaxValue);
        Assert.InRange(ofTags / (double)(ofTags + ofContacts), 0.25, 0.75);
    }

    [Fact]
    public async Task When_one_is_killed_the_other_goes_on()
    {
        await using var sandbox = await StartHeldAsync();
        using var tags = Start(sandbox, "select count(*) from contactTags@ac");
        using var contacts = Start(sandbox, "select count(*) from contacts@ac");
        await LetGoAsync(sandbox);

        tags.Kill();
        await tags.WaitForExitAsync(TestContext.Current.CancellationToken);
        var before = sandbox.Count(OfContacts);

        Assert.Equal(0, await EndAsync(contacts));
        Assert.InRange(sandbox.Count(OfContacts), before + 1, long.MaxValue);
        Assert.InRange(sandbox.Server.GetStats().Throttled, 0, Late);
    }

    /// <summary>
    /// Its answers take ten seconds, so that whoever comes first waits for the other. It keeps the API's own pace, at which a process
    /// that a busy machine leaves waiting still gets its turns.
    /// </summary>
    static Task<Sandbox> StartHeldAsync() => Sandbox.StartAsync(contacts: 3_000, timeScale: 1, "slow:1");

    /// <summary>Waits until both have asked for something, and lets the answers come at their usual pace.</summary>
    static async Task LetGoAsync(Sandbox sandbox)
    {
        for (var tries = 0; sandbox.Count(OfTags) == 0 || sandbox.Count(OfContacts) == 0; tries++)
        {
            Assert.True(tries < 3_000, "They do not begin.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        }
        await sandbox.SetFaultsAsync();
    }

    /// <summary>
    /// The calls that each made while both were at work, told by their order and not by a clock, which tells nothing on a busy machine.
    /// </summary>
    static async Task<(int Tags, int Contacts)> BesideAsync(Sandbox sandbox)
    {
        using var http = new HttpClient { BaseAddress = sandbox.Server.Url };
        var routes = (await http.GetFromJsonAsync<JsonElement>("/_sandbox/log")).EnumerateArray()
            .OrderBy(call => call.GetProperty("number").GetInt64()).Select(call => call.GetProperty("route").GetString()!)
            .Where(route => route is OfTags or OfContacts).ToList();
        var begin = Math.Max(routes.IndexOf(OfTags), routes.IndexOf(OfContacts));
        var end = Math.Min(routes.LastIndexOf(OfTags), routes.LastIndexOf(OfContacts));
        var beside = routes[begin..(end + 1)];
        return (beside.Count(route => route is OfTags), beside.Count(route => route is OfContacts));
    }

    static Process Start(Sandbox sandbox, string query) => Koppel.Start(sandbox.Folder, ["query", query, "--connect", sandbox.Connect]);

    static async Task<int> EndAsync(Process process)
    {
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        await Task.WhenAll(output, error);
        return process.ExitCode;
    }
}
