using System.Diagnostics;
using System.Text.RegularExpressions;
using Koppel.EndToEnd.Tests.Salesforce;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;
using MiniExcelLibs;

namespace Koppel.EndToEnd.Tests.Docs;

/// <summary>What the pages show is what happens.</summary>
public sealed partial class PagesTests
{
    static readonly string[] Pages =
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "examples/README.md",
            .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Repository.Root, f))];

    /// <summary>The page that needs the lists, fields and automations of a whole sandbox; the others count what they made.</summary>
    const string WithLists = "docs/guides/segments.md";

    public static TheoryData<string> WithCommands => [.. Pages.Where(p => ConsoleBlock.Of(p).Any())];

    public static TheoryData<string> All => [.. Pages];

    [Theory, MemberData(nameof(WithCommands))]
    public async Task Every_command_on_a_page_prints_what_the_page_shows(string page)
    {
        Needs.Installed(File.Exists("/bin/bash"), "The commands on the pages are run by bash, which is not here.");
        var steps = ConsoleBlock.Of(page).SelectMany(block => block.Steps);
        var usesCurl = steps.Any(step => step.Command.Contains("curl ", StringComparison.Ordinal));
        Needs.Installed(!usesCurl || File.Exists("/usr/bin/curl"), "The page uses curl, which is not here.");
        // Pages tell numbers of calls.
        await using var sandbox =
            await Sandbox.StartAsync(new SandboxOptions { Seed = 2_000, TimeScale = 50, RefusesTooMany = false }, plain: page != WithLists);
        await PrepareAsync(sandbox);
        await using var salesforce = steps.Any(step => step.Command.Contains("@sf", StringComparison.Ordinal))
            ? await SalesforceServer.StartAsync(new SalesforceOptions { Seed = 500, TimeScale = 50 }) : null;
        if (salesforce is not null) Connect(sandbox, salesforce);
        foreach (var block in ConsoleBlock.Of(page))
        {
            foreach (var (command, shown) in block.Steps)
            {
                var real = await BashAsync(sandbox, command);
                if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") block.Update(command, shown, real);
                else
                    Assert.True(ConsoleBlock.Matches(shown, real),
                        $"{page}:{block.Line}: $ {command}\nshown:\n{string.Join('\n', shown)}\nreal:\n{real}");
            }
        }
        if (salesforce is not null) await SentSoql.CheckAsync(salesforce);
    }

    [Theory, MemberData(nameof(All))]
    public void Every_link_on_a_page_leads_to_a_file(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        foreach (var link in Link().Matches(File.ReadAllText(Path.Combine(Repository.Root, page))).Select(m => m.Groups[1].Value))
            if (!link.StartsWith("http", StringComparison.Ordinal) && !link.StartsWith('#'))
                Assert.True(Path.Exists(Path.Combine(folder, link.Split('#')[0])), $"{page} links to {link}, which is not there.");
    }

    [Fact]
    public async Task Every_command_and_option_stands_in_the_guide_of_the_command_line()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs/guides/command-line.md"));
        foreach (var command in new[] { "demo", "prompt", "sandbox", "run", "query", "explain", "tables", "describe", "runs", "rejects",
            "resume",
            "undo", "plan", "apply", "jobs", "purge", "trace", "forget", "secrets",
            "init", "check", "schema", "sign-in" })
        {
            Assert.Contains($"`koppel {command}", guide, StringComparison.Ordinal);
            var help = await Koppel.RunAsync(command, "--help");
            Assert.Contains("Examples:", help.Output, StringComparison.Ordinal);
            foreach (var option in Option().Matches(help.Output).Select(m => m.Groups[1].Value)
                .Where(o => o is not ("--help" or "--version")))
                Assert.Contains(option, guide, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_setting_of_a_connection_stands_in_a_guide()
    {
        var guides = string.Concat(Directory.GetFiles(Path.Combine(Repository.Root, "docs/guides"), "*.md").Select(File.ReadAllText));
        foreach (var connector in Connectors.All.Connectors)
        {
            Assert.Contains($"\"{connector.Type}\"", guides, StringComparison.Ordinal);
            foreach (var setting in connector.Settings) Assert.Matches($"`{setting.Name}`|(?m:^{setting.Name} +=)", guides);
        }
    }

    /// <summary>The folder that the pages speak of: a configuration, a workbook and a folder of files.</summary>
    static async Task PrepareAsync(Sandbox sandbox)
    {
        sandbox.Write("koppel.toml", $"""
            [connections.ac]
            type = "activecampaign"
            url = "{sandbox.Server.Url}"
            token = "{sandbox.Server.Token}"

            [connections.crm]
            type = "excel"
            path = "customers.xlsx"

            [connections.shop]
            type = "files"
            path = "data"
            """);
        await MiniExcel.SaveAsAsync(Path.Combine(sandbox.Folder, "customers.xlsx"), Enumerable.Range(1, 1_000)
            .Select(i => new { email = i == 17 ? "no address" : SeedData.EmailOf(i), tag = i % 2 == 0 ? "Autotechniek" : "Test" }),
            sheetName: "Sheet1");
        sandbox.Write("data/orders.csv",
            "email,amount,day\n"
                + string.Concat(Enumerable.Range(1, 500).Select(i => $"{SeedData.EmailOf(i)},{i % 90}.50,2026-03-{(i % 28) + 1:00}\n")));
        sandbox.Write("jobs/tags.toml", """
            schedule = "every day at 02:00"
            time_zone = "Europe/Amsterdam"
            automations = "skip"

            [guards]
            max_changes = 5000

            """);
        sandbox.Write("jobs/tags.sql", "insert into ContactTagsByEmail@ac (email, tag)\nselect email, tag from fair@shop\n");
        sandbox.Write("data/fair.csv",
            $"email,tag\n{SeedData.EmailOf(2)},Test\n{SeedData.EmailOf(3).ToUpperInvariant()},Test\n\"{SeedData.EmailOf(4)}"
            + $" \",Dutch\nnobody@nowhere.example,Test\n{SeedData.EmailOf(5)},Dutsch\n");
    }

    /// <summary>Adds a Salesforce sandbox as the connection sf.</summary>
    static void Connect(Sandbox sandbox, SalesforceServer salesforce) =>
        File.AppendAllText(Path.Combine(sandbox.Folder, "koppel.toml"), $"""


            [connections.sf]
            type = "salesforce"
            url = "{salesforce.Url}"
            client_id = "{salesforce.ClientId}"
            client_secret = "{salesforce.ClientSecret}"
            """);

    static async Task<string> BashAsync(Sandbox sandbox, string command)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "koppel.dll");
        var script = $"koppel() {{ dotnet '{program}' \"$@\"; "
            + "}\n"
            + command.Replace("dotnet run --project src/Koppel.Cli --", "koppel", StringComparison.Ordinal)
                .Replace("http://127.0.0.1:8080", sandbox.Server.Url.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
        var start = new ProcessStartInfo(
            "/bin/bash", ["-c", $"{{ {script}\n}} 2>&1"]) { RedirectStandardOutput = true, WorkingDirectory = sandbox.Folder };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        // The pages speak of a folder that a reader could have.
        return output.Replace(sandbox.Folder, "/home/ann/marketing", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w-])(--[a-z][a-z-]+)")]
    private static partial Regex Option();
}
