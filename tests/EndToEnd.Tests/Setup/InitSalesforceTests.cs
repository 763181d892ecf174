using Koppel.EndToEnd.Tests.Safety;
using Koppel.EndToEnd.Tests.Secrets;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.EndToEnd.Tests.Setup;

/// <summary>A kind of system of which no setting alone is needed, and several together are.</summary>
public sealed class InitSalesforceTests
{
    [Fact]
    public async Task A_person_is_told_what_is_missing_until_it_fits_together_and_check_says_the_same_of_it()
    {
        await using var server =
            await SalesforceServer.StartAsync(new SalesforceOptions { Seed = 20 }, TestContext.Current.CancellationToken);
        using var home = new SecretHome();
        await home.SetAsync("SF_CLIENT_SECRET", server.ClientSecret);
        using var terminal = Terminal.Open(home.Variables);
        using var process = terminal.Start(home.Folder, "init", "--type", "salesforce");
        await terminal.AnswerAsync("[salesforce]: ", "sf");
        await terminal.UntilAsync("url is missing: to sign in, give url, client_id and client_secret");
        await terminal.AnswerAsync("or Enter for none: ", "");
        await AnswerNextAsync("url", server.Url.ToString());
        await AnswerNextAsync("client_id", server.ClientId);
        await terminal.AnswerAsync("or Enter for none: ", "client_secret");
        await terminal.AnswerAsync("environment variable [1]: ", "1");
        await terminal.AnswerAsync("[SF_CLIENT_SECRET]: ", "");
        await terminal.AnswerAsync("SF_CLIENT_SECRET is stored already. Is that the one? [Y/n] ", "y");
        await terminal.AnswerAsync("or Enter for none: ", "");
        await terminal.UntilAsync("It works: ");
        await Terminal.EndAsync(process);

        Assert.Equal(0, process.ExitCode);
        Assert.DoesNotContain(server.ClientSecret, terminal.Seen(), StringComparison.Ordinal);
        var check = await home.RunAsync("check", "--format", "csv");
        Assert.Equal((0, ""), (check.ExitCode, check.Error));
        Assert.Contains("sf,salesforce,ok,", check.Output, StringComparison.Ordinal);

        async Task AnswerNextAsync(string setting, string value)
        {
            await terminal.AnswerAsync("or Enter for none: ", setting);
            await terminal.AnswerAsync($"{setting} = ", value);
        }
    }
}
