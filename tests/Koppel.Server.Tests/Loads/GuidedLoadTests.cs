using System.Text;
using System.Text.Json.Nodes;
using Koppel.Connectors;
using Koppel.Engine.Configuration;
using Koppel.Engine.GuidedLoads;
using Koppel.Engine.Hosting;
using Koppel.Engine.Statements;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;
using Koppel.Server.Tests.Testing;

namespace Koppel.Server.Tests.Loads;

/// <summary>From a workbook to contacts with tags, without a word of SQL: proposal, script, load.</summary>
public sealed class GuidedLoadTests : IAsyncLifetime
{
    SandboxServer _sandbox = null!;
    UiTest _test = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync(
            new SandboxOptions { Seed = 50, TimeScale = 1_000_000 }, TestContext.Current.CancellationToken);
        _test = await UiTest.StartAsync([$"ac=activecampaign;url={_sandbox.Url};token={_sandbox.Token};environment=sandbox"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _test.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task A_workbook_is_loaded_as_it_is_proposed()
    {
        var (source, mapping) = await ProposeAsync("Fair.xlsx", await TestFiles.WorkbookAsync("Customers", TestFiles.Fair));
        Assert.Equal(
            ["E-mail key ", "First name field firstName", "Interests tags ", "VIP tag-if VIP", "Customer number field KLANTNUMMER"],
            mapping["columns"]!.AsArray().Select(c => $"{c!["column"]} {c["use"]} {c["target"]}"));
        Assert.All(mapping["columns"]!.AsArray(), c => Assert.InRange(c!["sure"]!.GetValue<double>(), 0.6, 0.99));
        mapping["tagsOfAll"] = new JsonArray("Fair 2026");
        mapping["automations"] = "skip";
        var written = await SqlAsync(source, mapping);
        Assert.StartsWith("-- Loads sheet Customers of Fair.xlsx into ac.\n", written["script"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(["setting automations@ac", "contacts ContactsWithFields@ac"],
            written["statements"]!.AsArray().Select(s => $"{s!["what"]} {s["target"]}"));
        var told = await _test.LoadAsync(written["script"]!.ToString());
        Assert.Equal("done", told[^1].Text("state"));
        var books = told.Single(t => t.Kind == "report").Data["books"]!;
        Assert.Equal(("6", "4", "2"), (books["read"]!.ToString(), books["changed"]!.ToString(), books["rejected"]!.ToString()));
        Assert.Equal("""[["anna@fair.example","Anna","1002","[Fair 2026, Tents]"],["daan@fair.example","Daan","1005","[Boats, Caravans, """
            + """Fair 2026, VIP]"],["elif@fair.example","Elif","1006","[Fair 2026]"]]""",
            await RowsAsync(
                "select email, firstName, KLANTNUMMER, tags from ContactsWithFields@ac where email like '%fair.example' order by 1"));
        Assert.Equal("""[["[Caravans, Fair 2026, Tents, VIP]"]]""", await RowsAsync("select list_filter(tags, t -> t in ('Caravans', "
            + "'Tents', 'VIP', 'Fair 2026')) from ContactsWithFields@ac where email = 'john.doe@acme.com'"));
    }

    [Fact]
    public async Task Without_new_contacts_only_those_that_are_there_change()
    {
        var (source, mapping) = await ProposeAsync("Fair.xlsx", await TestFiles.WorkbookAsync("Customers", TestFiles.Fair));
        mapping["createContacts"] = false;
        mapping["columns"]![1]!["fillEmpty"] = true;
        var written = await SqlAsync(source, mapping);
        Assert.Equal(["setting create_contacts@ac", "tags ContactTagsByEmail@ac", "fields ContactsWithFields@ac"],
            written["statements"]!.AsArray().Select(s => $"{s!["what"]} {s["target"]}"));
        var before = await RowsAsync("select count(*) from contacts@ac");
        var told = await _test.LoadAsync(written["script"]!.ToString());
        Assert.Equal("done", told[^1].Text("state"));
        Assert.Equal(before, await RowsAsync("select count(*) from contacts@ac"));
        Assert.Equal("""[["1001","[Caravans, Tents, VIP]"]]""", await RowsAsync("select KLANTNUMMER, list_filter(tags, t -> t in "
            + "('Caravans', 'Tents', 'VIP')) from ContactsWithFields@ac where email = 'john.doe@acme.com'"));
    }

    [Fact]
    public async Task A_Dutch_csv_is_proposed_and_loaded()
    {
        var (source, mapping) = await ProposeAsync("winkel.csv", Encoding.Latin1.GetBytes(TestFiles.DutchCsv));
        Assert.Equal(["E-mailadres key ", "Voornaam field firstName", "Geboortedatum field GEBOORTEDATUM", "Omzet ignore ",
            "Nieuwsbrief tag-if Nieuwsbrief"], mapping["columns"]!.AsArray().Select(c => $"{c!["column"]} {c["use"]} {c["target"]}"));
        mapping["columns"]![1]!["nulls"] = "clear";
        var told = await _test.LoadAsync((await SqlAsync(source, mapping))["script"]!.ToString());
        Assert.Equal("done", told[^1].Text("state"));
        Assert.Equal("""[["Zoë","1980-01-31","[Nieuwsbrief]"],["Bram","1990-02-01","[]"],["Carla","1975-03-15","[Nieuwsbrief]"]]""",
            await RowsAsync("select firstName, GEBOORTEDATUM, tags from ContactsWithFields@ac where email like '%winkel.example' "
                + "order by email"));
    }

    [Fact]
    public async Task A_proposal_tells_its_calls_and_what_the_account_has()
    {
        var told = await ProposalAsync("x.csv", "email\na@b.example\n"u8.ToArray());
        Assert.Contains(told["names"]!["fields"]!.AsArray(), f => f!["name"]!.ToString() == "KLEUR" && f["options"]!.AsArray().Count == 5);
        Assert.Contains("GET /api/3/tags", told["calls"]!.ToJsonString(), StringComparison.Ordinal);
        var target = (await _test.GetAsync("loads/targets"))[0]!;
        Assert.Equal(("ac", "sandbox", "false"),
            (target["connection"]!.ToString(), target["environment"]!.ToString(), target["isReadOnly"]!.ToString()));
    }

    [Fact]
    public async Task A_kept_mapping_gives_a_job_its_script()
    {
        await File.WriteAllBytesAsync(Path.Combine(_test.Folder, "month.xlsx"),
            await TestFiles.WorkbookAsync("Customers", TestFiles.Fair), TestContext.Current.CancellationToken);
        var source = new JsonObject { ["path"] = "month.xlsx" };
        var asked = new JsonObject { ["source"] = source, ["connection"] = "ac" };
        var mapping = (await _test.PostAsync("loads/proposal", asked))["mapping"]!.DeepClone();
        mapping["automations"] = "skip";
        await _test.SendAsync("PUT", "loads/mappings/month", new JsonObject { ["mapping"] = mapping, ["source"] = source.DeepClone() },
            r => r.Headers.Add("If-None-Match", "*"));

        var job = new KeptLoadScript(KeptLoadReader.ReadFile(Path.Combine(_test.Folder, "loads", "month.toml")), "month");
        var read = ConfigurationReader.Read(new ConfigurationSource
        {
            Connectors = All.Connectors, WorkingFolder = _test.Folder,
            Connect = [$"ac=activecampaign;url={_sandbox.Url};token={_sandbox.Token}"],
        });
        var connection = job.Connection(read.Connections);
        await using var session = Session.Open(new EngineOptions
        {
            Connectors = All.Connectors, Connections = [.. read.Connections, connection!], BaseFolder = _test.Folder,
        });
        var script = await job.WriteAsync(session, connection, TestContext.Current.CancellationToken);
        Assert.Contains("from   Customers@load_month s", script.Text, StringComparison.Ordinal);
        var results = await session.ExecuteAsync(script.Text, cancellationToken: TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal((4L, 2), results.OfType<LoadResult>().Single().Report.Outcome is var o ? (o.Changed, o.Rejects.Count) : default);
    }

    [Theory]
    [InlineData("""{"connection":"ac","columns":[]}""", "no-key")]
    [InlineData("""{"connection":"ac","columns":[{"column":"email","use":"key"}]}""", "nothing")]
    [InlineData("""{"connection":"ac","columns":[{"column":"mail","use":"key"}],"createContacts":true}""", "no-column")]
    [InlineData("""{"connection":"crm","columns":[{"column":"email","use":"key"}],"createContacts":true}""", "no-target")]
    [InlineData("""{"connection":"ac","columns":[{"column":"email","use":"key"},{"column":"n","use":"field","target":"NONE"}]}""",
        "no-field")]
    [InlineData("""{"connection":"ac","columns":[{"column":"email","use":"key"},{"column":"n","use":"tag-if"}]}""", "no-target")]
    [InlineData("""{"connection":"ac","columns":[{"column":"email","use":"all"}]}""", "wrong-request")]
    [InlineData("""{"connection":"ac","columns":[{"column":"email","use":"key"}],"automations":"maybe","createContacts":true}""",
        "wrong-automations")]
    public async Task A_mapping_by_which_nothing_can_be_loaded_is_refused_with_a_reason(string mapping, string code)
    {
        var source = (await _test.SourceAsync("x.csv", "email,n\na@b.example,1\n"u8.ToArray()))["source"]!;
        var refused = await _test.SendAsync("POST", "loads/sql",
            new JsonObject { ["source"] = source.DeepClone(), ["mapping"] = JsonNode.Parse(mapping) });
        Assert.True(refused.Status is 400 or 422, refused.Text);
        Assert.Equal(code, refused.Code);
        Assert.EndsWith(".", refused.Json["detail"]!.ToString(), StringComparison.Ordinal);
    }

    async Task<JsonNode> ProposalAsync(string name, byte[] bytes)
    {
        var source = (await _test.SourceAsync(name, bytes))["source"]!;
        var told = await _test.PostAsync("loads/proposal", new JsonObject { ["source"] = source.DeepClone(), ["connection"] = "ac" });
        told["source"] = source.DeepClone();
        return told;
    }

    async Task<(JsonNode Source, JsonNode Mapping)> ProposeAsync(string name, byte[] bytes)
    {
        var told = await ProposalAsync(name, bytes);
        return (told["source"]!, told["mapping"]!.DeepClone());
    }

    Task<JsonNode> SqlAsync(JsonNode source, JsonNode mapping) => _test.PostAsync(
        "loads/sql", new JsonObject { ["source"] = source.DeepClone(), ["mapping"] = mapping.DeepClone() });

    Task<string> RowsAsync(string sql) => _test.RowsAsync(sql);
}
