using Koppel.EndToEnd.Tests.Secrets;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.EndToEnd.Tests.Salesforce;

/// <summary><c>koppel sign-in</c>: the page is opened by the test instead of a browser.</summary>
public sealed class SignInCommandTests
{
    const string Said = "Sign in at ";

    [Fact]
    public async Task Who_signs_in_on_the_page_has_a_secret_that_a_connection_can_use()
    {
        await using var salesforce = await SalesforceServer.StartAsync(new SalesforceOptions { Seed = 5 });
        using var home = new SecretHome();
        using var signIn = Koppel.Start(home.Folder,
            ["sign-in", "SF_LOGIN", "--url", salesforce.Url.ToString(), "--client-id", salesforce.ClientId, "--client-secret",
                "--no-browser", "--port", $"{FreePort.Next()}"], home.Variables, input: salesforce.ClientSecret);

        var page = await PageAsync(signIn.StandardError);
        Assert.DoesNotContain(' ', page);
        using var browser = new HttpClient();
        Assert.Contains("You are signed in.", await browser.GetStringAsync(new Uri(page), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        var rest = await signIn.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await signIn.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, signIn.ExitCode);
        Assert.Contains("sfdx_url = \"${secret:SF_LOGIN}\"", rest, StringComparison.Ordinal);
        Assert.DoesNotContain("force://", rest, StringComparison.Ordinal);

        var query = await Koppel.ProcessAsync(home.Folder,
            ["query", "select count(*) as n from Contact@sf", "--connect", "sf=salesforce;sfdx_url=${secret:SF_LOGIN}", "-f", "csv"],
            home.Variables);
        Assert.Equal((0, "n\n5\n"), (query.ExitCode, query.Output));
    }

    static async Task<string> PageAsync(StreamReader said)
    {
        string? page = null;
        // The line behind it is said once an answer can come.
        while (await said.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith(Said, StringComparison.Ordinal)) page = line[Said.Length..];
            else if (page is not null) return page;
        }
        throw new InvalidOperationException("No page was named.");
    }
}
