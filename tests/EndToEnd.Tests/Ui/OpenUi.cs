using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Koppel.EndToEnd.Tests.Ui;

/// <summary>A query tool that runs in a process of its own, and a client that it let in.</summary>
internal sealed class OpenUi : IAsyncDisposable
{
    readonly Process _process;
    readonly Task<string> _talk;

    OpenUi(Process process, Uri entrance, Task<string> talk)
    {
        (_process, Entrance, _talk) = (process, entrance, talk);
        Address = new Uri(entrance.GetLeftPart(UriPartial.Authority));
        Http = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = Address };
        Http.DefaultRequestHeaders.Add("Origin", entrance.GetLeftPart(UriPartial.Authority));
    }

    /// <summary>The address that lets one browser in, once.</summary>
    public Uri Entrance { get; }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>A client with the cookie.</summary>
    public HttpClient Http { get; }

    /// <summary>Starts one at a free port.</summary>
    public static async Task<OpenUi> StartAsync(string folder, params string[] arguments)
    {
        // A store of its own, not that of whoever runs the tests.
        var environment = new Dictionary<string, string>
        {
            ["KOPPEL_SECRET_KEY"] = Convert.ToBase64String(new byte[32]),
            ["KOPPEL_SECRETS_FILE"] = Path.Combine(folder, "store", "secrets.json"),
        };
        var process = Koppel.Start(folder, ["ui", "--print-url", "--no-browser", "--port", "0", .. arguments], environment);
        var talk = process.StandardError.ReadToEndAsync();
        var line = await process.StandardOutput.ReadLineAsync();
        if (line is null) Assert.Fail(await talk);
        return new OpenUi(process, new Uri(line), talk);
    }

    /// <summary>Lets the client in.</summary>
    public async Task<OpenUi> EnterAsync()
    {
        using var let = await Http.GetAsync(Entrance);
        Assert.True(let.IsSuccessStatusCode, $"{let.StatusCode}");
        return this;
    }

    /// <summary>Asks for a document.</summary>
    public async Task<JsonElement> GetAsync(string path) =>
        JsonDocument.Parse(await Http.GetStringAsync($"/api/v1/{path}")).RootElement;

    /// <summary>Sends one, and gives the answer's.</summary>
    public async Task<JsonElement> PostAsync(string path, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await Http.PostAsync($"/api/v1/{path}", content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Asks it to end, and gives its exit code and what it said.</summary>
    public async Task<(int Code, string Talk)> EndAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync();
        return (_process.ExitCode, await _talk);
    }

    /// <summary>Ends it as the machine's would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }
}
