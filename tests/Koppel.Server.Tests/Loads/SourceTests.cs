using System.Text;
using System.Text.Json.Nodes;
using Koppel.Server.Tests.Testing;

namespace Koppel.Server.Tests.Loads;

/// <summary>A file is dropped on the page: what is in it, and what can be done about it, is told without a call.</summary>
public sealed class SourceTests
{
    [Fact]
    public async Task A_workbook_with_a_title_shows_its_columns_and_its_doubtful_cells()
    {
        await using var test = await UiTest.StartAsync();
        var told = await test.SourceAsync("Fair.xlsx", await TestFiles.WorkbookAsync("Customers", TestFiles.Fair));
        Assert.Equal(("workbook", "Customers", "6"), (told["kind"]!.ToString(), told["sheet"]!.ToString(), told["rows"]!.ToString()));
        var sheet = told["sheets"]!.AsArray().Single()!;
        Assert.Equal(("A2:E8", "1", "2", "5"), (sheet["region"]!.ToString(), sheet["titleRows"]!.ToString(),
            sheet["headingRow"]!.ToString(), sheet["columns"]!.ToString()));
        Assert.Equal(["E-mail email", "First name name", "Interests tags", "VIP yes-no", "Customer number number"],
            told["columns"]!.AsArray().Select(c => $"{c!["name"]} {c["looksLike"]}"));
        Assert.Equal(["5 no-address bram at fair.example", "6 empty "],
            told["columns"]![0]!["doubtful"]!.AsArray().Select(d => $"{d!["row"]} {d["code"]} {d["value"]}"));
        Assert.Equal("john.doe@acme.com", told["sample"]![0]![0]!.ToString());
        Assert.Equal("2", told["doubtful"]!.ToString());
        var again = await test.PostAsync("loads/source", told["source"]!.DeepClone());
        Assert.Equal(told["connection"]!.ToString(), again["connection"]!.ToString());
    }

    [Fact]
    public async Task Settings_change_how_a_file_is_read_and_what_was_said_of_it_before_still_holds()
    {
        await using var test = await UiTest.StartAsync();
        var told = await test.SourceAsync("winkel.csv", Encoding.Latin1.GetBytes(TestFiles.DutchCsv));
        Assert.Equal(["VARCHAR", "VARCHAR", "DATE", "DECIMAL(6,2)", "VARCHAR"],
            told["columns"]!.AsArray().Select(c => c!["type"]!.ToString()));
        Assert.Equal("yes-no", told["columns"]![4]!["looksLike"]!.ToString());
        Assert.Contains(told["settings"]!.AsArray(), s => s!["code"]!.ToString() == "files.date_order");
        var source = told["source"]!.DeepClone();
        source["settings"] = new JsonObject { ["all_text"] = "on" };
        var texts = await test.PostAsync("loads/source", source);
        Assert.Equal("1.234,50", texts["sample"]![0]![3]!.ToString());
        Assert.Equal(("winkel", "winkel_2"), (told["connection"]!.ToString(), texts["connection"]!.ToString()));
        Assert.Equal("1234.50", (await Rows(test, $"select Omzet from {told["from"]} limit 1"))[0]![0]!.ToString());
        source["settings"] = new JsonObject { ["date_order"] = "never" };
        Assert.Equal("wrong-setting", (await test.SendAsync("POST", "loads/source", source)).Code);
        source["settings"] = new JsonObject { ["path"] = "/etc/passwd" };
        Assert.Equal(400, (await test.SendAsync("POST", "loads/source", source)).Status);
    }

    [Fact]
    public async Task A_workbook_whose_headings_are_not_found_tells_the_settings_that_find_them()
    {
        await using var test = await UiTest.StartAsync();
        string?[][] rows = [["Report", null, null], ["email", null, null], ["ann@example.com", null, null], [null, "note", null],
            [null, null, "end"]];
        var uploaded = await test.UploadAsync("Report.xlsx", await TestFiles.WorkbookAsync("Sheet1", rows));
        var ask = new JsonObject { ["upload"] = uploaded.Good().Json["upload"]!.ToString() };
        var refused = await test.SendAsync("POST", "loads/source", ask.DeepClone());
        Assert.Equal((422, "no-table"), (refused.Status, refused.Code));
        Assert.Equal("header", refused.Json["settings"]![0]!["name"]!.ToString());

        ask["settings"] = new JsonObject { ["header"] = "2" };
        var told = await test.PostAsync("loads/source", ask.DeepClone());
        Assert.Equal(["email", "B", "C"], told["columns"]!.AsArray().Select(c => c!["name"]!.ToString()));
        Assert.Equal(("3", "2"), (told["rows"]!.ToString(), told["sheets"]![0]!["headingRow"]!.ToString()));
        Assert.Equal("2", told["settings"]![0]!["value"]!.ToString());

        ask["settings"] = new JsonObject { ["header"] = "40" };
        refused = await test.SendAsync("POST", "loads/source", ask.DeepClone());
        Assert.Equal(("no-table", "40"), (refused.Code, refused.Json["settings"]![0]!["value"]!.ToString()));
    }

    [Fact]
    public async Task A_csv_below_titles_is_read_and_told_of_and_its_headings_can_be_said()
    {
        await using var test = await UiTest.StartAsync();
        var told = await test.SourceAsync("contacts.csv",
            Encoding.UTF8.GetBytes("Export of contacts;\n28-11-2026;\n\nemail;name\nann@x.nl;Ann\nbob@x.nl;Bob\n"));
        Assert.Equal(["email", "name"], told["columns"]!.AsArray().Select(c => c!["name"]!.ToString()));
        Assert.Contains(told["findings"]!.AsArray(), f => f!.ToString().Contains("first 3 lines are left out", StringComparison.Ordinal));
        Assert.Contains(told["settings"]!.AsArray(), s => s!["code"]!.ToString() == "files.header");

        var source = told["source"]!.DeepClone();
        source["settings"] = new JsonObject { ["header"] = "5" };
        var fifth = await test.PostAsync("loads/source", source.DeepClone());
        Assert.Equal(("ann@x.nl", "1"), (fifth["columns"]![0]!["name"]!.ToString(), fifth["rows"]!.ToString()));

        source["settings"] = new JsonObject { ["header"] = "top" };
        var wrong = await test.SendAsync("POST", "loads/source", source);
        Assert.Equal("wrong-setting", wrong.Code);
        Assert.Equal("top", wrong.Json["settings"]!.AsArray().Single(s => s!["name"]!.ToString() == "header")!["value"]!.ToString());
    }

    [Theory]
    [InlineData("a,b;c\n1,2;3\n4,5;6\n", "Set separator", "separator", "semicolon")]
    [InlineData("a;b\n1;\"x\n2;y\n", "is never closed", "quote", "none")]
    public async Task A_csv_that_cannot_be_read_tells_why_and_the_settings_by_which_it_can(
        string text, string why, string setting, string value)
    {
        await using var test = await UiTest.StartAsync();
        var uploaded = await test.UploadAsync("orders.csv", Encoding.UTF8.GetBytes(text));
        var ask = new JsonObject { ["upload"] = uploaded.Good().Json["upload"]!.ToString() };
        var refused = await test.SendAsync("POST", "loads/source", ask.DeepClone());
        Assert.Equal((422, "file"), (refused.Status, refused.Code));
        Assert.Contains(why, refused.Json["detail"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains(refused.Json["settings"]!.AsArray(), s => s!["code"]!.ToString() == $"files.{setting}");

        ask["settings"] = new JsonObject { [setting] = value };
        Assert.Equal("2", (await test.PostAsync("loads/source", ask))["rows"]!.ToString());
    }

    [Fact]
    public async Task Files_of_the_folder_results_and_queries_are_sources_too()
    {
        await using var test = await UiTest.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(test.Folder, "people.csv"), "email\nann@example.com\n",
            TestContext.Current.CancellationToken);
        Assert.Equal("people.csv", (await test.GetAsync("loads/files"))[0]!["path"]!.ToString());
        var file = await test.PostAsync("loads/source", new JsonObject { ["path"] = "people.csv" });
        Assert.Equal(("csv", "1"), (file["kind"]!.ToString(), file["rows"]!.ToString()));
        var query = await test.PostAsync("loads/source", new JsonObject { ["query"] = "select 'a@b.example' as mail, 7 as n;" });
        Assert.Equal(("query", "email", "number"),
            (query["kind"]!.ToString(), query["columns"]![0]!["looksLike"]!.ToString(), query["columns"]![1]!["looksLike"]!.ToString()));
        var id = await test.ResultAsync("select 'x@y.example' as mail, [1, 2] as list");
        var result = await test.PostAsync("loads/source", new JsonObject { ["result"] = id });
        Assert.Equal(("parquet", "[1, 2]"), (result["kind"]!.ToString(), result["sample"]![0]![1]!.ToString()));
        Assert.Equal(400, (await test.SendAsync("POST", "loads/source", new JsonObject { ["query"] = "drop table x@memory" })).Status);
    }

    [Fact]
    public async Task A_source_of_a_remote_system_is_refused_since_it_takes_calls()
    {
        await using var test = await UiTest.StartAsync(["ac=activecampaign;url=http://127.0.0.1:9;token=x"]);
        foreach (var body in (string[])["""{"connection":"ac","table":"contacts"}""", """{"query":"select * from contacts@ac"}"""])
            Assert.Equal("remote-source", (await test.SendAsync("POST", "loads/source", JsonNode.Parse(body))).Code);
    }

    [Fact]
    public async Task A_file_stays_over_a_restart_with_its_name_and_goes_when_it_is_dropped()
    {
        var folder = Directory.CreateTempSubdirectory("koppel-ui-").FullName;
        JsonNode told;
        await using (var test = await UiTest.StartAsync(folder: folder))
            told = await test.SourceAsync("Fair.xlsx", await TestFiles.WorkbookAsync("Customers", TestFiles.Fair));
        await using (var test = await UiTest.StartAsync(folder: folder))
        {
            Assert.Equal("6", (await Rows(test, $"select count(*) from {told["from"]}"))[0]![0]!.ToString());
            Assert.Equal(204, (await test.SendAsync("DELETE", $"uploads/{told["source"]!["upload"]}")).Status);
            Assert.Equal("upload-gone", (await test.SendAsync("POST", "loads/source", told["source"]!.DeepClone())).Code);
            Assert.Equal("failed", (await test.RunAsync($"select count(*) from {told["from"]}"))[^1].Text("state"));
        }
        Assert.Empty(Directory.GetDirectories(Path.Combine(folder, ".koppel", "uploads")));
        Directory.Delete(folder, recursive: true);
    }

    static async Task<JsonArray> Rows(UiTest test, string sql) =>
        (await test.GetAsync($"results/{await test.ResultAsync(sql)}/rows"))["rows"]!.AsArray();
}
