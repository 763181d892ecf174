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

        var count = await Koppel.RunAsync("query", "select count(*) as n from contacts@ac", "--format", "csv", "--connect", $"ac=activecampaign;url={url};token={told.RootElement.GetProperty("token").GetString()}");
        Assert.Equal("n\n7\n", count.Output);
        using var http = new HttpClient();
        Assert.Contains("<html", await http.GetStringAsync(told.RootElement.GetProperty("viewer").GetString()), StringComparison.OrdinalIgnoreCase);

        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        Assert.Equal("", await process.StandardOutput.ReadToEndAsync());
    }
}
