using System.Diagnostics;
using System.Globalization;

namespace Koppel.EndToEnd.Tests;

/// <summary>Processes on one machine keep one budget an account.</summary>
public sealed class SharedBudgetTests
{
    /// <summary>
    /// Without one budget every second call would be refused; on a busy machine a call may leave later than it was let go.
    /// </summary>
    const int Late = 2;

    [Fact]
    public async Task Two_processes_stay_inside_the_limits_together_and_get_half_each()
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 3_000, timeScale: 2);
        using var tags = Start(sandbox, "select count(*) from contactTags@ac");
        using var contacts = Start(sandbox, "select count(*) from contacts@ac");
        await BothAtWorkAsync(sandbox);
        var (tagsBefore, contactsBefore) = Counts(sandbox);
        await Task.Delay(TimeSpan.FromSeconds(2.5), TestContext.Current.CancellationToken);
        var (tagsAfter, contactsAfter) = Counts(sandbox);
        var running = !tags.HasExited && !contacts.HasExited;

        Assert.Equal((0, 0), (await EndAsync(tags), await EndAsync(contacts)));
        Assert.InRange(sandbox.Server.GetStats().Throttled, 0, Late);
        Assert.True(running, "The processes ended before they were measured.");
        var (ofTags, ofContacts) = (tagsAfter - tagsBefore, contactsAfter - contactsBefore);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ofTags} and {ofContacts} calls"));
        Assert.InRange(ofTags / (double)(ofTags + ofContacts), 0.3, 0.7);
    }

    [Fact]
    public async Task When_one_is_killed_the_other_goes_on_at_once()
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 3_000, timeScale: 2);
        using var tags = Start(sandbox, "select count(*) from contactTags@ac");
        using var contacts = Start(sandbox, "select count(*) from contacts@ac");
        await BothAtWorkAsync(sandbox);

        tags.Kill();
        await tags.WaitForExitAsync(TestContext.Current.CancellationToken);
        var (_, before) = Counts(sandbox);
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        var (_, after) = Counts(sandbox);

        Assert.True(after > before, string.Create(CultureInfo.InvariantCulture, $"No call in a second; {before} before."));
        Assert.Equal(0, await EndAsync(contacts));
        Assert.InRange(sandbox.Server.GetStats().Throttled, 0, Late);
    }

    static (long Tags, long Contacts) Counts(Sandbox sandbox) =>
        (sandbox.Count("GET /api/3/contactTags"), sandbox.Count("GET /api/3/contacts"));

    static async Task BothAtWorkAsync(Sandbox sandbox)
    {
        for (var tries = 0; Counts(sandbox) is var (tags, contacts) && (tags < 5 || contacts < 5); tries++)
        {
            Assert.True(tries < 1_000, "They do not begin.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        }
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
