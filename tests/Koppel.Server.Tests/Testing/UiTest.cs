using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Koppel.Connectors;
using Koppel.Engine.Configuration;
using Koppel.Engine.Secrets;
using Koppel.Server.Connections;
using Koppel.Server.Hosting;
using Koppel.Server.Sessions;

namespace Koppel.Server.Tests.Testing;

/// <summary>A server on a real socket over a folder of its own, and a browser that was let in.</summary>
internal sealed class UiTest : IAsyncDisposable
{
    readonly CookieContainer _cookies = new();
    readonly bool _ownsFolder;

    UiTest(UiServer server, string folder, bool ownsFolder)
    {
        (Server, Folder, _ownsFolder) = (server, folder, ownsFolder);
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies })
        {
            BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(10),
        };
    }

    public UiServer Server { get; }

    public string Folder { get; }

    public HttpClient Client { get; }

    /// <summary>The cookie of the browser, as a header.</summary>
    public string Cookie => _cookies.GetCookieHeader(Server.Address);

    public string Origin => $"http://{Server.Address.Authority}";

    /// <summary>Starts one, and lets the browser in.</summary>
    /// <param name="connect">Connections, as behind <c>--connect</c>.</param>
    /// <param name="folder">A folder that is there, and stays.</param>
    /// <param name="change">Changes the options.</param>
    public static async Task<UiTest> StartAsync(
        string[]? connect = null, string? folder = null, Func<UiOptions, UiOptions>? change = null)
    {
        var own = folder is null;
        folder ??= Directory.CreateTempSubdirectory("koppel-ui-").FullName;
        var setup = SetupOf(folder);
        var options = new UiOptions
        {
            Configuration = () => Read(folder, connect ?? [], setup), Setup = setup, QueryFolder = Path.Combine(folder, "queries"),
            ConfigurationPath = Path.Combine(folder, "koppel.toml"), StateFolder = Path.Combine(folder, ".koppel"),
        };
        var server = await UiServer.StartAsync(change is null ? options : change(options), TestContext.Current.CancellationToken);
        var test = new UiTest(server, folder, own);
        using var entered = await test.Client.GetAsync(server.TokenUrl, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.SeeOther, entered.StatusCode);
        return test;
    }

    /// <summary>The variables that the configuration may name.</summary>
    public static Dictionary<string, string> Variables { get; } = new()
    {
        [SecretOptions.KeyVariable] = Convert.ToBase64String(new byte[32]), ["SET_TOKEN"] = "a token of the environment",
    };

    /// <summary>The store of secrets of a folder, as its server has it.</summary>
    public static SecretFile SecretsOf(string folder) => new(new SecretOptions
    {
        File = Path.Combine(folder, "store", "secrets.json"), Environment = n => Variables.GetValueOrDefault(n),
    });

    static UiSetup SetupOf(string folder) => new()
    {
        Connectors = All.Connectors, File = Path.Combine(folder, "koppel.toml"), Secrets = SecretsOf(folder),
        Environment = n => Variables.GetValueOrDefault(n),
    };

    static UiConfiguration Read(string folder, string[] connect, UiSetup setup)
    {
        var read = ConfigurationReader.ReadRight(
            new ConfigurationSource
            {
                Connectors = All.Connectors, WorkingFolder = folder, Connect = connect, Secrets = setup.Secrets,
                Environment = setup.Environment,
            },
            out var faults);
        if (faults.Count > 0 && read.Connections.Count == 0) throw new ConfigurationException(faults);
        return new UiConfiguration(
            new EngineOptions
            {
                Connectors = All.Connectors, Connections = read.Connections, BaseFolder = read.BaseFolder,
                StateFolder = Path.Combine(folder, ".koppel"), Keep = read.Keep,
            },
            new SessionOptions { Threads = 2, TimeZone = read.Session.TimeZone, User = "tester" })
        {
            Problem = faults.Count > 0 ? string.Join('\n', faults) : null,
        };
    }

    /// <summary>Calls; a path without a leading slash is below <c>/api/v1/</c>.</summary>
    public async Task<Reply> SendAsync(string method, string path, JsonNode? body = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path.StartsWith('/') ? path : $"/api/v1/{path}");
        if (method is not ("GET" or "HEAD"))
        {
            request.Headers.Add("Origin", Origin);
            request.Content = new StringContent(body?.ToJsonString() ?? "", Encoding.UTF8, "application/json");
        }
        change?.Invoke(request);
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Reply(
            (int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken),
            response.Headers.Concat(response.Content.Headers)
                .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>What a GET answers, which must be well.</summary>
    public async Task<JsonNode> GetAsync(string path) => (await SendAsync("GET", path)).Good().Json;

    /// <summary>What a POST answers, which must be well.</summary>
    public async Task<JsonNode> PostAsync(string path, JsonNode? body = null) => (await SendAsync("POST", path, body)).Good().Json;

    /// <summary>Opens a session.</summary>
    public async Task<string> OpenSessionAsync() => (await PostAsync("sessions", new JsonObject()))["session"]!.GetValue<string>();

    /// <summary>Begins a script in a session.</summary>
    public async Task<string> StartRunAsync(string session, string script, string mode = "run") =>
        (await PostAsync($"sessions/{session}/runs", new JsonObject { ["script"] = script, ["mode"] = mode }))["run"]!.GetValue<string>();

    /// <summary>Answers a question of a run.</summary>
    public async Task AnswerAsync(string run, ToldEvent question, bool isYes) => Assert.Equal(204, (await SendAsync(
        "POST", $"runs/{run}/answer", new JsonObject { ["hash"] = question.Text("hash"), ["yes"] = isYes })).Status);

    /// <summary>Listens to the events.</summary>
    public Task<EventReader> ListenAsync(long? after = null) => EventReader.OpenAsync(this, after);

    /// <summary>Runs a script in a session of its own to its end, and gives what was told.</summary>
    public async Task<IReadOnlyList<ToldEvent>> RunAsync(string script, string mode = "run", string? session = null)
    {
        session ??= await OpenSessionAsync();
        await using var events = await ListenAsync();
        await StartRunAsync(session, script, mode);
        return await events.UntilAsync("end");
    }

    /// <summary>Runs a query, and gives the id of its result.</summary>
    public async Task<string> ResultAsync(string sql)
    {
        var told = await RunAsync(sql);
        Assert.Equal("done", told[^1].Data["state"]!.GetValue<string>());
        return told.Single(t => t.Kind == "summary").Data["result"]!.GetValue<string>();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        if (_ownsFolder) Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>An answer, read.</summary>
internal sealed record Reply(int Status, byte[] Bytes, IReadOnlyDictionary<string, string> Headers)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonNode Json => Bytes.Length == 0 ? new JsonObject() : JsonNode.Parse(Bytes)!;

    public string? Code => Json["code"]?.GetValue<string>();

    public string? Type => Headers.GetValueOrDefault("Content-Type");

    public Reply Good()
    {
        Assert.True(Status is >= 200 and < 300, $"{Status}: {Text}");
        return this;
    }
}
