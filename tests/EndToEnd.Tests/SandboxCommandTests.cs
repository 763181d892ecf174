using System.Diagnostics;
using System.Text.Json;

namespace Koppel.EndToEnd.Tests;

/// <summary>The command that serves a sandbox.</summary>
public sealed class SandboxCommandTests
{
    [Fact]
    public async Task It_tells_its_address_in_one_line_serves_and_ends_with_0_on_SIGTERM()
    {
        using var process = Koppel.Start(Path.GetTempPath(), ["sandbox", "--seed", "7", "--time-scale", "10"]);
        var line = await process.StandardOutput.ReadLineAsync();
        using var told = JsonDocument.Parse(line!);
        var url = told.RootElement.GetProperty("url").GetString()!;
        Assert.Equal(["url", "token", "viewer"], told.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Matches("^http://127\\.0\\.0\\.1:\\d+$", url);

        var count = await Koppel.RunAsync("query", "select count(*) as n from contacts@ac", "--format", "csv", "--connect",
            $"ac=activecampaign;url={url};token={told.RootElement.GetProperty("token").GetString()}");
        Assert.Equal("n\n7\n", count.Output);
        using var http = new HttpClient();
        Assert.Contains(
            "<html", await http.GetStringAsync(told.RootElement.GetProperty("viewer").GetString()), StringComparison.OrdinalIgnoreCase);

        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        Assert.Equal("", await process.StandardOutput.ReadToEndAsync());
        // What a person reads tells the address once, and once more in the command to try.
        var talk = (await process.StandardError.ReadToEndAsync()).Split(
            '\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Single(talk,
            text => text.StartsWith(
                $"The sandbox serves at {url}/, in a browser with a page that shows what is in it.", StringComparison.Ordinal));
        Assert.Equal(2, string.Join(' ', talk).Split(url).Length - 1);
    }

    [Fact]
    public async Task It_writes_the_mails_that_would_go_out_into_a_folder()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"koppel-outbox-{Guid.NewGuid():N}");
        using var process = Koppel.Start(Path.GetTempPath(), ["sandbox", "--seed", "3", "--outbox", folder]);
        try
        {
            using var told = JsonDocument.Parse((await process.StandardOutput.ReadLineAsync())!);
            using var http = new HttpClient { BaseAddress = new Uri(told.RootElement.GetProperty("url").GetString()!) };
            http.DefaultRequestHeaders.Add("Api-Token", told.RootElement.GetProperty("token").GetString());
            await PostAsync("/api/3/lists",
                """{"list":{"name":"News","stringid":"news","sender_url":"https://example.com","sender_reminder":"You asked."}}""");
            // The seed has four lists; this is the fifth, which starts no automation.
            await PostAsync("/api/3/contactLists", """{"contactList":{"list":5,"contact":1,"status":1}}""");
            await PostAsync("/api/3/contactTags", """{"contactTag":{"contact":1,"tag":1}}""");
            var mail =
                await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(folder, "*.eml")), TestContext.Current.CancellationToken);
            Assert.Contains("Subject: Thank you, John", mail, StringComparison.Ordinal);

            async Task PostAsync(string path, string body)
            {
                using var reply = await http.PostAsync(path, new StringContent(body));
                Assert.True(reply.IsSuccessStatusCode, await reply.Content.ReadAsStringAsync());
            }
        }
        finally
        {
            process.Kill();
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_refused_before_anything_is_served()
    {
        var file = Path.GetTempFileName();
        var refused = await Koppel.RunAsync("sandbox", "--outbox", file);
        File.Delete(file);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--outbox: the folder", refused.Error, StringComparison.Ordinal);
    }
}
