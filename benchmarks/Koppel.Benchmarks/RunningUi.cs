using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Koppel.Benchmarks;

/// <summary>A web program that told its address in a line: <c>koppel ui</c>, or another that it is measured against.</summary>
internal sealed class RunningUi : IAsyncDisposable
{
    readonly Process _process;
    bool _hasEnded;

    RunningUi(Process process, HttpClient http, string page) => (_process, Http, NewPage) = (process, http, page);

    /// <summary>What starts the query tool without a browser, on a free port.</summary>
    public static string[] Command { get; } = ["ui", "--no-browser", "--print-url", "--port", "0"];

    public HttpClient Http { get; }

    /// <summary>An address with the cookie in it, for a browser.</summary>
    public string NewPage { get; }

    /// <summary>The most memory that it has had resident.</summary>
    public double PeakMegabytes => double.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;

    public static async Task<RunningUi> StartAsync(string program, string folder, string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = folder,
        })!;
        string? line;
        do line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("It told no address.");
        while (!line.StartsWith("http", StringComparison.Ordinal));
        // What it tells from here on is taken, so that it never waits for a reader.
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        var page = new Uri(line.Trim());
        var cookies = new CookieContainer();
        var http = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = page };
        http.DefaultRequestHeaders.Add("Origin", page.GetLeftPart(UriPartial.Authority));
        if (page.Query.Length > 0) (await http.GetAsync(page)).Dispose();
        var cookie = cookies.GetCookies(page).FirstOrDefault();
        return new RunningUi(process, http, $"{page.GetLeftPart(UriPartial.Authority)}/#{cookie?.Name}={cookie?.Value}");
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await Http.GetAsync($"/api/v1/{path}");
        return await ReadAsync(path, answer);
    }

    public async Task<JsonElement> PostAsync(string path, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await Http.PostAsync($"/api/v1/{path}", content);
        return await ReadAsync(path, answer);
    }

    /// <summary>Gives it a file, as one that is dropped on the page; gives the upload.</summary>
    public async Task<string> UploadAsync(string file)
    {
        await using var stream = File.OpenRead(file);
        using var content = new StreamContent(stream);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var path = $"uploads?name={Uri.EscapeDataString(Path.GetFileName(file))}";
        using var answer = await Http.PostAsync($"/api/v1/{path}", content);
        return (await ReadAsync(path, answer)).GetProperty("upload").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_hasEnded) return;
        _hasEnded = true;
        Http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    static async Task<JsonElement> ReadAsync(string path, HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text.Length == 0 ? "null" : text).RootElement;
    }
}
