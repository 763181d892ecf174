using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Koppel.EndToEnd.Tests.Ui;

/// <summary>The command that opens the query tool.</summary>
public sealed class UiCommandTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("koppel-ui-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Without_a_configuration_it_shows_a_sandbox_a_workbook_and_files_and_ends_with_0_leaving_nothing()
    {
        await using var ui = await (await OpenUi.StartAsync(_folder)).EnterAsync();
        var connections = (await ui.GetAsync("connections")).EnumerateArray();
        Assert.Equal(["ac", "crm", "exports"], connections.Select(c => c.GetProperty("name").GetString()));
        var about = await ui.GetAsync("about");
        Assert.True(about.GetProperty("isDemo").GetBoolean());
        var folder = about.GetProperty("folder").GetString()!;
        Assert.Equal(3, (await ui.GetAsync("files")).GetArrayLength());

        var (code, talk) = await ui.EndAsync();
        Assert.Equal(0, code);
        Assert.Contains("There is no koppel.toml here, so this is a demonstration", talk, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Over_a_configuration_it_shows_its_connections_and_keeps_queries_beside_it()
    {
        await WriteAsync();
        await using var ui = await (await OpenUi.StartAsync(_folder)).EnterAsync();
        var connection = Assert.Single((await ui.GetAsync("connections")).EnumerateArray());
        Assert.Equal("shop", connection.GetProperty("name").GetString());
        Assert.Equal("production", connection.GetProperty("environment").GetString());
        var about = await ui.GetAsync("about");
        Assert.False(about.GetProperty("isDemo").GetBoolean());
        Assert.Equal(Path.Combine(_folder, "queries"), about.GetProperty("folder").GetString());
    }

    [Fact]
    public async Task A_second_one_over_the_same_folder_says_where_the_first_is()
    {
        await WriteAsync();
        await using var first = await (await OpenUi.StartAsync(_folder)).EnterAsync();
        var second = await Koppel.ProcessAsync(_folder, ["ui", "--no-browser", "--port", "0"]);
        Assert.Equal(2, second.ExitCode);
        var told = string.Join(' ', second.Error.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains($"A query tool is open over this folder already: {first.Address}", told, StringComparison.Ordinal);

        // One that was killed stands in nobody's way.
        await first.KillAsync();
        await using var third = await (await OpenUi.StartAsync(_folder)).EnterAsync();
        Assert.Equal(1, (await third.GetAsync("connections")).GetArrayLength());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_a_sentence_with_a_way_on()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var refused = await Koppel.ProcessAsync(_folder, ["ui", "--no-browser", "--port", port]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains($"The query tool cannot serve at port {port}", refused.Error, StringComparison.Ordinal);
        Assert.Contains("Choose another with --port, or leave it out.", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_demonstration_beside_connections_of_ones_own_is_refused()
    {
        var refused = await Koppel.RunInAsync(_folder, "ui", "--demo", "--connect", "x=files;path=.");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--demo brings its own connections.", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_on_the_command_line_loads_nothing_of_it()
    {
        var loaded = Path.Combine(_folder, "loaded.txt");
        var run = await Koppel.ProcessAsync(_folder, ["query", "select 1 as one", "--format", "csv"], new Dictionary<string, string>
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(UiCommandTests).Assembly.Location, [StartupHook.Loaded] = loaded,
        });
        Assert.Equal("one\n1\n", run.Output);
        var names = await File.ReadAllLinesAsync(loaded, TestContext.Current.CancellationToken);
        Assert.Contains("Koppel.Engine", names);
        Assert.DoesNotContain(names, n => n is "Koppel.Server" or "Koppel.Jobs" or "Quartz" or "MailKit" or "MimeKit");
        Assert.DoesNotContain(names, n => n.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    async Task WriteAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "shop.csv"), "id,name\n1,Anna\n");
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "koppel.toml"), """
                [connections.shop]
                type = "files"
                path = "shop.csv"
                environment = "production"
                """);
    }
}
