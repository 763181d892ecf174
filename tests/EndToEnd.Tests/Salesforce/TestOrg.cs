using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Koppel.Connectors.Salesforce;
using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Engine.Statements;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;
using Koppel.Sdk.Connections;

namespace Koppel.EndToEnd.Tests.Salesforce;

/// <summary>
/// A Salesforce sandbox, and an engine with it as the connection sf. What SOQL the connector sent is held against Salesforce's own parser
/// when it goes, wherever that is installed.
/// </summary>
internal sealed class TestOrg : IAsyncDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("koppel-salesforce-");
    readonly HttpClient _http = new();
    readonly KoppelEngine _engine;
    readonly string[] _secrets;

    TestOrg(SalesforceServer server, IReadOnlyDictionary<string, string> settings)
    {
        Server = server;
        _secrets = [server.ClientSecret, server.Token, server.Password, server.RefreshToken, server.PrivateKey.Split('\n')[1]];
        _http.BaseAddress = server.Url;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Token);
        Sent = new SentSoql(_http);
        Settings = settings;
        _engine = new KoppelEngine(new EngineOptions
        {
            Connectors = [new SalesforceConnector()],
            Connections = [new ConnectionSettings("sf", "salesforce", settings)],
            BaseFolder = Folder,
            StateFolder = Path.Combine(Folder, ".koppel"),
        });
        Session = _engine.OpenSession();
    }

    /// <summary>The sandbox.</summary>
    public SalesforceServer Server { get; }

    /// <summary>A session with the connection sf.</summary>
    public Session Session { get; }

    /// <summary>What SOQL was sent.</summary>
    public SentSoql Sent { get; }

    /// <summary>A folder to work in.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The settings of the connection.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>The value of <c>--connect</c> for the connection sf.</summary>
    public string Connect => $"sf=salesforce;{string.Join(';', Settings.Select(s => $"{s.Key}={s.Value}"))}";

    /// <summary>Starts it: jobs are done at once, and pages are of different sizes.</summary>
    public static Task<TestOrg> StartAsync(params (string Name, string Value)[] settings) => StartAsync(new SalesforceOptions(), settings);

    /// <summary>Starts it with options of its own and settings beside those that sign in; an empty one takes a usual one away.</summary>
    public static async Task<TestOrg> StartAsync(SalesforceOptions options, params (string Name, string Value)[] settings)
    {
        var fast = options.TimeScale != 1 ? options : options with { TimeScale = 10_000, PagesVary = true };
        var server = await SalesforceServer.StartAsync(fast, TestContext.Current.CancellationToken);
        var all = new Dictionary<string, string>
        {
            ["url"] = server.Url.GetLeftPart(UriPartial.Authority), ["client_id"] = server.ClientId,
            ["client_secret"] = server.ClientSecret,
        };
        foreach (var (name, value) in settings) all[name] = value;
        return new TestOrg(server, all.Where(s => s.Value.Length > 0).ToDictionary());
    }

    /// <summary>The rows of the last statement that gives some.</summary>
    public async Task<List<object?[]>> RowsAsync(string sql)
    {
        List<object?[]> rows = [];
        await foreach (var result in Session.ExecuteAsync(sql, cancellationToken: TestContext.Current.CancellationToken))
        {
            if (result is FailedResult failed) throw new InvalidOperationException($"{failed.Fault.Message}\n{sql}", failed.Fault);
            if (result is RowsResult told) rows = await told.Rows.ToListAsync(TestContext.Current.CancellationToken);
        }
        return rows;
    }

    /// <summary>The one value of a statement.</summary>
    public async Task<object?> ValueAsync(string sql) => Assert.Single(Assert.Single(await RowsAsync(sql)));

    /// <summary>Why a statement failed.</summary>
    public async Task<Exception> FaultAsync(string sql)
    {
        try
        {
            await RowsAsync(sql);
        }
        catch (InvalidOperationException fault) when (fault.InnerException is { } why)
        {
            return why;
        }
        catch (Exception fault) when (fault is ConnectorException)
        {
            return fault;
        }
        throw new InvalidOperationException($"It did not fail: {sql}");
    }

    /// <summary>Runs a command in the folder with the connection sf, in this process.</summary>
    public async Task<Koppel> RunAsync(params string[] arguments)
    {
        var run = await Koppel.RunInAsync(Folder, [.. arguments, "--connect", Connect]);
        HasNoSecret(run.Output + run.Error);
        return run;
    }

    /// <summary>Lets calls fail from now on, or none any more.</summary>
    public async Task SetFaultsAsync(params string[] faults) =>
        (await _http.PutAsJsonAsync("/_sandbox/faults", faults)).EnsureSuccessStatusCode();

    /// <summary>Calls the control door.</summary>
    public async Task ControlAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"/_sandbox/{path}");
        if (body is not null) request.Content = JsonContent.Create(body);
        (await _http.SendAsync(request)).EnsureSuccessStatusCode();
    }

    /// <summary>Calls the API itself; the path stands behind the version.</summary>
    public async Task<JsonElement> CallAsync(HttpMethod method, string path, object? body = null, string version = "60.0")
    {
        using var request = new HttpRequestMessage(method, $"/services/data/v{version}/{path}");
        if (body is not null) request.Content = JsonContent.Create(body);
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Deletes a record for good that lies in the recycle bin.</summary>
    public async Task PurgeAsync(string type, string id)
    {
        using var back = new StringContent($"""
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com">
            <soapenv:Header><SessionHeader><sessionId>{Server.Token}</sessionId></SessionHeader></soapenv:Header>
            <soapenv:Body><undelete><ids>{id}</ids></undelete></soapenv:Body></soapenv:Envelope>
            """, Encoding.UTF8, "text/xml");
        (await _http.PostAsync("/services/Soap/u/60.0", back)).EnsureSuccessStatusCode();
        var job = (await CallAsync(HttpMethod.Post, "jobs/ingest", new { @object = type, operation = "hardDelete", lineEnding = "LF" }))
            .GetProperty("id").GetString();
        using var rows = new StringContent($"Id\n{id}\n", Encoding.UTF8, "text/csv");
        (await _http.PutAsync($"/services/data/v60.0/jobs/ingest/{job}/batches", rows)).EnsureSuccessStatusCode();
        await CallAsync(HttpMethod.Patch, $"jobs/ingest/{job}", new { state = "UploadComplete" });
        while ((await CallAsync(HttpMethod.Get, $"jobs/ingest/{job}")).GetProperty("state").GetString() != "JobComplete")
            await Task.Delay(10);
    }

    /// <summary>How often routes were called whose name holds a text.</summary>
    public long Count(string route) =>
        Server.GetStats().ByRoute.Where(r => r.Key.Contains(route, StringComparison.Ordinal)).Sum(r => r.Value);

    void HasNoSecret(string text)
    {
        foreach (var secret in _secrets)
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await _engine.DisposeAsync();
        await Sent.ReadAsync();
        await Server.DisposeAsync();
        _http.Dispose();
        Books.CheckLedger(Path.Combine(Folder, ".koppel"));
        foreach (var file in _folder.EnumerateFiles("*", SearchOption.AllDirectories).Where(f => f.Extension != ".pem"))
            HasNoSecret(await File.ReadAllTextAsync(file.FullName));
        _folder.Delete(recursive: true);
        if (SoqlParser.IsThere) Assert.Empty(await SoqlParser.FaultsAsync(Sent.Texts));
    }
}
