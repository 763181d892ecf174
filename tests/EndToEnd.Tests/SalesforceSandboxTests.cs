using System.Diagnostics;
using System.Text.Json;

namespace Koppel.EndToEnd.Tests;

/// <summary>The command that serves a Salesforce sandbox beside the other.</summary>
public sealed class SalesforceSandboxTests
{
    [Fact]
    public async Task It_serves_both_and_tells_every_way_to_sign_in()
    {
        using var process = Koppel.Start(
            Path.GetTempPath(), ["sandbox", "--salesforce", "--seed", "7", "--salesforce-fault", "503@1:/services/data/v60.0"]);
        try
        {
            using var told = JsonDocument.Parse((await process.StandardOutput.ReadLineAsync())!);
            var salesforce = told.RootElement.GetProperty("salesforce");
            Assert.Equal(["url", "token", "viewer", "salesforce"], told.RootElement.EnumerateObject().Select(p => p.Name));
            Assert.Equal(
                ["url", "token", "clientId", "clientSecret", "username", "password", "refreshToken", "privateKeyFile", "viewer"],
                salesforce.EnumerateObject().Select(p => p.Name));
            var key = Of("privateKeyFile");
            Assert.StartsWith("-----BEGIN PRIVATE KEY-----", await File.ReadAllTextAsync(key, TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
            using var http = new HttpClient { BaseAddress = new Uri(Of("url")) };
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials", ["client_id"] = Of("clientId"), ["client_secret"] = Of("clientSecret"),
            });
            using var token = await http.PostAsync("/services/oauth2/token", form);
            Assert.True(token.IsSuccessStatusCode);
            http.DefaultRequestHeaders.Authorization = new("Bearer", Of("token"));
            using var fault = await http.GetAsync("/services/data/v60.0/");
            Assert.Equal(503, (int)fault.StatusCode);

            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            await process.WaitForExitAsync();
            Assert.Equal(0, process.ExitCode);
            Assert.False(File.Exists(key), "The key was left behind.");

            string Of(string name) => salesforce.GetProperty(name).GetString()!;
        }
        finally
        {
            // Of a test that failed half way nothing goes on serving.
            if (!process.HasExited) process.Kill();
        }
    }

    [Theory]
    [InlineData("--salesforce-port 8081", "Add it.")]
    [InlineData("--salesforce-fault 503@1", "Add it.")]
    [InlineData("--salesforce --salesforce-port 70000", "--salesforce-port must be from 0 to 65535.")]
    [InlineData("--salesforce --salesforce-fault 429@1", "--salesforce-fault: The fault '429@1' cannot be read")]
    public async Task What_cannot_be_served_is_refused_with_the_reason(string options, string reason)
    {
        var run = await Koppel.RunAsync(["sandbox", .. options.Split(' ')]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }
}
