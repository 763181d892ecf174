using System.Text;
using System.Text.Json.Nodes;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;
using Koppel.Server.Tests.Testing;

namespace Koppel.Server.Tests.Loads;

/// <summary>What a load did not accept is shown as it stands in its file, corrected, and loaded alone.</summary>
public sealed class CorrectionTests : IAsyncLifetime
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

    [Theory]
    [InlineData("Fair.xlsx", true)]
    [InlineData("Fair.xlsx", false)]
    [InlineData("fair.csv", true)]
    [InlineData("fair.csv", false)]
    public async Task Two_bad_rows_are_corrected_in_place_and_only_they_are_loaded(string name, bool createContacts)
    {
        var (body, run) = await LoadAsync(name, createContacts);
        var rejected = await _test.PostAsync("loads/corrections", body);
        var first = name == "Fair.xlsx" ? 5 : 3; // The row of the sheet, and the row of the file.
        // A contact that is not there and would get no tag either has no partner, which is told elsewhere.
        Assert.Equal(createContacts ? [first, first + 1] : Enumerable.Range(first - 1, 4),
            rejected["rows"]!.AsArray().Select(r => r!["row"]!.GetValue<int>()));
        Assert.Equal("0", rejected["unplaced"]!.ToString());
        var bad = rejected["rows"]!.AsArray().First(r => r!["row"]!.GetValue<int>() == first)!;
        Assert.Equal(("bram at fair.example", "Bram", "Caravans", "address-invalid"), (bad["values"]!["E-mail"]!.ToString(),
            bad["values"]!["First name"]!.ToString(), bad["values"]!["Interests"]!.ToString(), bad["reasons"]![0]!["code"]!.ToString()));
        if (!createContacts) return;
        body["rows"] = new JsonArray(
            new JsonObject { ["row"] = first, ["values"] = new JsonObject { ["E-mail"] = "bram@fair.example" } },
            new JsonObject { ["row"] = first + 1, ["values"] = new JsonObject { ["E-mail"] = "chloe@fair.example", ["VIP"] = "no" } });
        var corrected = await _test.PostAsync("loads/corrected", body);
        var told = await _test.LoadAsync(corrected["script"]!.ToString());
        var books = told.Single(t => t.Kind == "report").Data["books"]!;
        Assert.Equal(("2", "2", "0"), (books["read"]!.ToString(), books["changed"]!.ToString(), books["rejected"]!.ToString()));
        Assert.Equal("""[["bram@fair.example","Bram","[Caravans]"],["chloe@fair.example","Chloé","[Boats, Tents]"]]""",
            await _test.RowsAsync("select email, firstName, tags from ContactsWithFields@ac where firstName in ('Bram', 'Chloé') "
                + "and email like '%fair.example' order by 1"));
        Assert.True(run > 0);
    }

    [Fact]
    public async Task Rejects_are_a_workbook_with_the_sources_own_columns_which_comes_back_corrected()
    {
        var (body, run) = await LoadAsync("Fair.xlsx", createContacts: true);
        var file = (await _test.SendAsync("POST", "loads/corrections?format=xlsx", body)).Good();
        Assert.Contains($"rejects-{run}.xlsx", file.Headers["Content-Disposition"], StringComparison.Ordinal);
        var told = await _test.SourceAsync("rejects.xlsx", file.Bytes);
        Assert.Equal(["E-mail", "First name", "Interests", "VIP", "Customer number", "Row", "Why"],
            told["columns"]!.AsArray().Select(c => c!["name"]!.ToString()));
        Assert.Equal(["5", "6"], told["columns"]![5]!["samples"]!.AsArray().Select(s => s!.ToString()));
        var text = (await _test.SendAsync("POST", "loads/corrections?format=csv", body)).Good().Text;
        Assert.StartsWith("E-mail,First name,", text, StringComparison.Ordinal);
        var upload = (await _test.UploadAsync("corrected.csv", Encoding.UTF8.GetBytes(
            text.Replace("bram at", "bram@", StringComparison.Ordinal).Replace("@ fair", "@fair", StringComparison.Ordinal)))).Good();
        var corrected = await _test.PostAsync("loads/corrected",
            new JsonObject { ["upload"] = upload.Json["upload"]!.ToString(), ["mapping"] = body["mapping"]!.DeepClone() });
        var load = await _test.LoadAsync(corrected["script"]!.ToString());
        Assert.Equal("1", load.Single(t => t.Kind == "report").Data["books"]!["changed"]!.ToString());
        Assert.Equal(400, (await _test.SendAsync("POST", "loads/corrections?format=exe", body)).Status);
    }

    [Fact]
    public async Task A_row_or_a_column_that_is_not_there_is_told()
    {
        var (body, _) = await LoadAsync("Fair.xlsx", createContacts: true);
        body["rows"] = new JsonArray(new JsonObject { ["row"] = 99, ["values"] = new JsonObject { ["E-mail"] = "x" } });
        Assert.Equal("no-row", (await _test.SendAsync("POST", "loads/corrected", body)).Code);
        body["rows"] = new JsonArray(new JsonObject { ["row"] = 5, ["values"] = new JsonObject { ["Shoe"] = "x" } });
        Assert.Equal("no-column", (await _test.SendAsync("POST", "loads/corrected", body)).Code);
        body["ledgerRun"] = 77;
        Assert.Equal("no-run", (await _test.SendAsync("POST", "loads/corrections", body)).Code);
    }

    /// <summary>Loads the fair's file, and gives what is asked with afterwards.</summary>
    async Task<(JsonObject Body, long Run)> LoadAsync(string name, bool createContacts)
    {
        var rows = TestFiles.Fair.Skip(1).ToArray();
        var bytes = name == "Fair.xlsx" ? await TestFiles.WorkbookAsync("Customers", TestFiles.Fair)
            : Encoding.UTF8.GetBytes(string.Concat(rows.Select(r => string.Join('|', r) + "\n")));
        var source = (await _test.SourceAsync(name, bytes))["source"]!;
        var asked = new JsonObject { ["source"] = source.DeepClone(), ["connection"] = "ac" };
        var mapping = (await _test.PostAsync("loads/proposal", asked))["mapping"]!.DeepClone();
        mapping["createContacts"] = createContacts;
        var body = new JsonObject { ["source"] = source.DeepClone(), ["mapping"] = mapping };
        var told = await _test.LoadAsync((await _test.PostAsync("loads/sql", body))["script"]!.ToString());
        var run = told.First(t => t.Kind == "report").Data["ledgerRun"]!.GetValue<long>();
        body["ledgerRun"] = run;
        return (body, run);
    }
}
