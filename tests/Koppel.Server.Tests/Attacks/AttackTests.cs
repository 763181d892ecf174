using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Koppel.Server.Tests.Testing;

namespace Koppel.Server.Tests.Attacks;

/// <summary>What a foreign page or a foreign program tries is refused, and the same request of our own page is not.</summary>
public sealed class AttackTests
{
    public static TheoryData<string> Names => [.. AttackTable.All.Select(a => a.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_refused_and_its_twin_is_not(string name)
    {
        var attack = AttackTable.All.Single(a => a.Name == name);
        await using var test = await UiTest.StartAsync();
        Prepare(test);
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        var (status, text) = await attack.SendAsync(client, test, isTwin: false);
        Assert.True(attack.Status == status, $"{status}: {text}");
        Assert.True(text.Length == 0 || JsonNode.Parse(text)!["detail"]!.ToString().EndsWith('.'), text);
        var (twin, answer) = await attack.SendAsync(client, test, isTwin: true);
        Assert.True(attack.Twin == twin, $"{twin}: {answer}");
        Assert.Equal("not mine", File.ReadAllText(Path.Combine(test.Folder, "secret.sql")));
    }

    [Fact]
    public void There_are_more_than_forty() => Assert.True(AttackTable.All.Count > 40);

    [Fact]
    public async Task A_token_lets_one_browser_in_once()
    {
        await using var test = await UiTest.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        var url = test.Server.TokenUrl;
        Assert.Equal(303, (int)(await client.GetAsync(url, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(401, (int)(await client.GetAsync(url, TestContext.Current.CancellationToken)).StatusCode);
        var invented = new Uri(test.Server.Address, "/?token=0123456789abcdef");
        Assert.Equal(401, (int)(await client.GetAsync(invented, TestContext.Current.CancellationToken)).StatusCode);
        using var twin = await client.GetAsync(test.Server.TokenUrl, TestContext.Current.CancellationToken);
        Assert.Equal("/", twin.Headers.Location!.ToString());
        var cookie = twin.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_body_that_comes_too_slowly_is_ended()
    {
        await using var test = await UiTest.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", test.Server.Address.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        var head = $"POST /api/v1/statements HTTP/1.1\r\nHost: {test.Server.Address.Authority}\r\nOrigin: {test.Origin}\r\n"
            + $"Cookie: {test.Cookie}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.True(answer is null || answer.Contains("408", StringComparison.Ordinal), answer);
    }

    [Fact]
    public async Task What_comes_with_data_is_never_a_page()
    {
        const string script = "<script>alert(1)</script>";
        await using var test = await UiTest.StartAsync();
        var id = await test.ResultAsync($"select '{script}' as \"{script}\"");
        foreach (var path in (string[])[$"results/{id}", $"results/{id}/rows", "runs", "history", $"results/{id}/cell?row=0&column=0"])
            Check(await test.SendAsync("GET", path), "application/json");
        Check(await test.SendAsync("GET", $"results/{id}/export?format=csv"), "text/csv");
        Check(await test.SendAsync("GET", $"results/{id}/export?format=markdown"), "text/markdown");
        Check(await test.SendAsync("GET", $"results/{id}/text?format=tsv"), "text/plain");
        Check(await test.SendAsync("GET", $"results/{Uri.EscapeDataString(script)}/rows"), "application/problem+json");
        Check(await test.SendAsync("GET", $"files/{Uri.EscapeDataString(script)}.sql"), "application/problem+json");
        Check(await test.SendAsync("PUT", "files/x.sql", change: r =>
        {
            r.Headers.Add("If-None-Match", "*");
            r.Content = new StringContent(script, Encoding.UTF8, "text/plain");
        }), null);
        Check(await test.SendAsync("GET", "files/x.sql"), "text/plain");
        var told = await test.RunAsync($"select * from \"{script}\"");
        Assert.Contains(script, told.Single(t => t.Kind == "failed").Text("text"), StringComparison.Ordinal);
    }

    static void Check(Reply reply, string? type)
    {
        if (type is not null) Assert.StartsWith(type, reply.Type, StringComparison.Ordinal);
        Assert.Equal("nosniff", reply.Headers["X-Content-Type-Options"]);
        Assert.Equal("no-referrer", reply.Headers["Referrer-Policy"]);
        Assert.Equal("same-origin", reply.Headers["Cross-Origin-Resource-Policy"]);
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-", reply.Headers["Content-Security-Policy"],
            StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", reply.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.False(reply.Headers.ContainsKey("Server"));
        Assert.False(reply.Headers.ContainsKey("Access-Control-Allow-Origin"));
    }

    static void Prepare(UiTest test)
    {
        Directory.CreateDirectory(Path.Combine(test.Folder, "jobs"));
        File.WriteAllText(Path.Combine(test.Folder, "jobs", "there.toml"), JobAttacks.Toml);
        File.WriteAllText(Path.Combine(test.Folder, "jobs", "there.sql"), "select 1");
        var folder = Path.Combine(test.Folder, "queries");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(test.Folder, "secret.sql"), "not mine");
        File.WriteAllText(Path.Combine(folder, "there.sql"), "select 1");
        Directory.CreateDirectory(Path.Combine(test.Folder, "elsewhere"));
        File.CreateSymbolicLink(Path.Combine(folder, "link.sql"), Path.Combine(test.Folder, "secret.sql"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "linked"), Path.Combine(test.Folder, "elsewhere"));
    }
}
