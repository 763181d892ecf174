using System.Text.Json;
using Koppel.Connectors.Salesforce;
using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Engine.Statements;
using Koppel.Sdk.Connections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Koppel.EndToEnd.Tests.Salesforce;

/// <summary>A server that answers with recorded bodies and nothing else, and a session with it as the connection sf.</summary>
internal sealed class RecordedOrg : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly Dictionary<string, string> _answers;
    readonly Dictionary<string, int> _refused = [];
    readonly KoppelEngine _engine;

    RecordedOrg(WebApplication app, Dictionary<string, string> answers, KoppelEngine engine)
    {
        (_app, _answers, _engine) = (app, answers, engine);
        Session = engine.OpenSession();
    }

    /// <summary>The session.</summary>
    public Session Session { get; }

    /// <summary>The paths that were asked for.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Starts it.</summary>
    /// <param name="describes">What describes objects, by their names.</param>
    /// <param name="pages">The pages of every query.</param>
    public static async Task<RecordedOrg> StartAsync(
        IReadOnlyDictionary<string, JsonElement> describes, IReadOnlyList<JsonElement>? pages = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var answers = describes.ToDictionary(d => $"/services/data/v60.0/sobjects/{d.Key}/describe", d => d.Value.GetRawText(),
            StringComparer.OrdinalIgnoreCase);
        answers["/services/data"] = """[{"label":"Spring '24","url":"/services/data/v60.0","version":"60.0"}]""";
        answers["/services/data/v60.0/sobjects"] = JsonSerializer.Serialize(new { encoding = "UTF-8", sobjects = describes.Values });
        foreach (var (i, page) in (pages ?? []).Index())
            answers[i == 0 ? "/services/data/v60.0/query" : pages![i - 1].GetProperty("nextRecordsUrl").GetString()!] = page.GetRawText();
        RecordedOrg? org = null;
        app.Run(context => org!.AnswerAsync(context));
        await app.StartAsync(TestContext.Current.CancellationToken);
        var url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        answers["/services/oauth2/token"] = JsonSerializer.Serialize(
            new { access_token = "recorded", token_type = "Bearer", instance_url = url });
        org = new RecordedOrg(app, answers, new KoppelEngine(new EngineOptions
        {
            Connectors = [new SalesforceConnector()],
            Connections = [new ConnectionSettings("sf", "salesforce", new Dictionary<string, string>
            {
                ["url"] = url, ["client_id"] = "id", ["client_secret"] = "secret",
            })],
            BaseFolder = Path.GetTempPath(),
        }));
        return org;
    }

    /// <summary>Lets a path be refused from now on.</summary>
    public void Refuse(string path, int status, string body) => (_refused[path], _answers[path]) = (status, body);

    /// <summary>The rows of a query.</summary>
    public async Task<List<object?[]>> RowsAsync(string sql)
    {
        List<object?[]> rows = [];
        await foreach (var result in Session.ExecuteAsync(sql, cancellationToken: TestContext.Current.CancellationToken))
        {
            if (result is FailedResult failed) throw failed.Fault;
            rows = await Assert.IsType<RowsResult>(result).Rows.ToListAsync(TestContext.Current.CancellationToken);
        }
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await _engine.DisposeAsync();
        await _app.DisposeAsync();
    }

    Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        lock (Asked) Asked.Add(path);
        var isThere = _answers.TryGetValue(path, out var body);
        context.Response.StatusCode = isThere ? _refused.GetValueOrDefault(path, 200) : 404;
        context.Response.ContentType = "application/json;charset=UTF-8";
        return context.Response.WriteAsync(
            isThere ? body! : """[{"errorCode":"NOT_FOUND","message":"The requested resource does not exist"}]""", context.RequestAborted);
    }
}
