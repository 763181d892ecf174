using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Koppel.Server.Tests.Testing;

namespace Koppel.Server.Tests.Attacks;

/// <summary>Files that are uploaded are held to their folder, their size and their names.</summary>
public sealed class UploadAttackTests
{
    static readonly byte[] s_csv = "email\nann@example.com\n"u8.ToArray();

    [Theory]
    [InlineData("../../secret.csv", "secret.csv")]
    [InlineData("..\\..\\secret.csv", "secret.csv")]
    [InlineData("/etc/passwd.csv", "passwd.csv")]
    [InlineData("C:\\x\\a.csv", "a.csv")]
    [InlineData("<script>alert(1)</script>.csv", "script-.csv")]
    [InlineData("a\u202Evsc.exe.csv", "avsc.exe.csv")]
    [InlineData("a\nb.csv", "ab.csv")]
    [InlineData("nul.csv", "nul.csv")]
    [InlineData("select * from x; drop.csv", "select - from x; drop.csv")]
    [InlineData("😀.csv", "😀.csv")]
    public async Task A_name_is_only_shown_and_leads_nowhere(string name, string shown)
    {
        await using var test = await UiTest.StartAsync();
        var reply = (await test.UploadAsync(name, s_csv)).Good();
        Assert.Equal((201, shown), (reply.Status, reply.Json["name"]!.ToString()));
        Assert.Equal("nosniff", reply.Headers["X-Content-Type-Options"]);
        var uploads = Path.Combine(test.Folder, ".koppel", "uploads");
        var kept = Directory.GetFiles(test.Folder, "*.csv", SearchOption.AllDirectories).Single();
        Assert.StartsWith(uploads, kept, StringComparison.Ordinal);
        Assert.Matches("^[a-z0-9_]+\\.csv$", Path.GetFileName(kept));
        var told = await test.PostAsync("loads/source", new JsonObject { ["upload"] = reply.Json["upload"]!.ToString() });
        Assert.Equal("1", told["rows"]!.ToString());
    }

    [Theory]
    [InlineData("x.exe")]
    [InlineData("x")]
    [InlineData(".csv.")]
    [InlineData("")]
    [InlineData("x.csv\0.html")]
    public async Task What_is_no_table_by_its_name_is_refused(string name)
    {
        await using var test = await UiTest.StartAsync();
        Assert.Equal((415, "unknown-file"), ((await test.UploadAsync(name, s_csv)) is var r ? (r.Status, r.Code) : default));
        Assert.Empty(Left(test));
        (await test.UploadAsync("x.csv", s_csv)).Good();
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_form_of_a_foreign_page_cannot_upload(string type)
    {
        await using var test = await UiTest.StartAsync();
        var refused = await test.SendAsync("POST", "uploads?name=x.csv",
            change: r => r.Content = new StringContent("email", Encoding.UTF8, type));
        Assert.Equal(415, refused.Status);
        var foreign = await test.SendAsync("POST", "uploads?name=x.csv", change: r =>
        {
            r.Headers.Remove("Origin");
            r.Headers.Add("Origin", "http://evil.example");
            r.Content = new ByteArrayContent(s_csv);
            r.Content.Headers.ContentType = new("application/octet-stream");
        });
        Assert.Equal(403, foreign.Status);
        Assert.Empty(Left(test));
    }

    [Fact]
    public async Task Bytes_are_taken_nowhere_but_there()
    {
        await using var test = await UiTest.StartAsync();
        foreach (var path in (string[])["loads/source", "uploads/x", "sessions", "files/x.sql"])
        {
            var refused = await test.SendAsync("POST", path, change: r =>
            {
                r.Content = new ByteArrayContent(s_csv);
                r.Content.Headers.ContentType = new("application/octet-stream");
            });
            Assert.True(refused.Status is 415 or 405 or 404, $"{path}: {refused.Status}");
        }
    }

    [Fact]
    public async Task A_file_that_says_it_is_too_large_is_refused_before_it_comes()
    {
        await using var test = await UiTest.StartAsync();
        var answer = await RawAsync(test, $"Content-Length: {201L << 20}\r\nExpect: 100-continue\r\n", "", isCut: false);
        Assert.Contains("413", answer, StringComparison.Ordinal);
        Assert.Empty(Left(test));
    }

    [Fact]
    public async Task An_empty_file_is_refused_and_leaves_nothing()
    {
        await using var test = await UiTest.StartAsync();
        Assert.Equal(400, (await test.UploadAsync("x.csv", [])).Status);
        Assert.Empty(Left(test));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_is_cut_off_or_comes_too_slowly_leaves_nothing(bool isCut)
    {
        await using var test = await UiTest.StartAsync();
        var answer = await RawAsync(test, "Content-Length: 100000\r\n", "email\nann@", isCut);
        Assert.True(isCut || answer is null || answer.Contains("408", StringComparison.Ordinal), answer);
        for (var i = 0; i < 100 && Left(test).Length > 0; i++) await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Empty(Left(test));
        (await test.UploadAsync("x.csv", s_csv)).Good();
    }

    [Theory]
    [InlineData("../secret.csv")]
    [InlineData("/etc/hosts.csv")]
    [InlineData("a/../../secret.csv")]
    [InlineData("link.csv")]
    [InlineData("linked/in.csv")]
    [InlineData(".koppel/ledger.csv")]
    [InlineData("koppel.toml")]
    [InlineData("C:\\secret.csv")]
    [InlineData("a\0.csv")]
    public async Task A_path_does_not_lead_out_of_the_folder(string path)
    {
        await using var test = await UiTest.StartAsync();
        var elsewhere = Directory.CreateDirectory(Path.Combine(test.Folder, "..", $"{Path.GetFileName(test.Folder)}-other")).FullName;
        File.WriteAllBytes(Path.Combine(elsewhere, "in.csv"), s_csv);
        File.CreateSymbolicLink(Path.Combine(test.Folder, "link.csv"), Path.Combine(elsewhere, "in.csv"));
        Directory.CreateSymbolicLink(Path.Combine(test.Folder, "linked"), elsewhere);
        File.WriteAllText(Path.Combine(test.Folder, "koppel.toml"), "");
        File.WriteAllBytes(Path.Combine(test.Folder, "own.csv"), s_csv);
        var refused = await test.SendAsync("POST", "loads/source", new JsonObject { ["path"] = path });
        Assert.True(refused.Status is 400 or 404, $"{refused.Status}: {refused.Text}");
        Assert.DoesNotContain("ann@example.com", refused.Text, StringComparison.Ordinal);
        Assert.Equal("1", (await test.PostAsync("loads/source", new JsonObject { ["path"] = "own.csv" }))["rows"]!.ToString());
        Directory.Delete(elsewhere, recursive: true);
    }

    [Theory]
    [InlineData("../../x")]
    [InlineData("..")]
    [InlineData("0123456789ABCDEF")]
    [InlineData("attached.json")]
    public async Task An_id_names_an_upload_and_nothing_else(string id)
    {
        await using var test = await UiTest.StartAsync();
        await test.SourceAsync("x.csv", s_csv);
        Assert.Equal("upload-gone", (await test.SendAsync("POST", "loads/source", new JsonObject { ["upload"] = id })).Code);
        await test.SendAsync("DELETE", $"uploads/{Uri.EscapeDataString(id)}");
        Assert.True(File.Exists(Path.Combine(test.Folder, ".koppel", "uploads", "attached.json")));
        Assert.Single(Directory.GetDirectories(Path.Combine(test.Folder, ".koppel", "uploads")));
    }

    static string[] Left(UiTest test) => Path.Combine(test.Folder, ".koppel", "uploads") is var folder && Directory.Exists(folder)
        ? Directory.GetFileSystemEntries(folder) : [];

    /// <summary>Sends the beginning of an upload as it stands, and gives the first line of the answer.</summary>
    static async Task<string?> RawAsync(UiTest test, string headers, string body, bool isCut)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", test.Server.Address.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        var head = $"POST /api/v1/uploads?name=x.csv HTTP/1.1\r\nHost: {test.Server.Address.Authority}\r\nOrigin: {test.Origin}\r\n"
            + $"Cookie: {test.Cookie}\r\nContent-Type: application/octet-stream\r\n{headers}\r\n{body}";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        if (isCut)
        {
            await Task.Delay(300, TestContext.Current.CancellationToken);
            return null;
        }
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync(TestContext.Current.CancellationToken);
    }
}
