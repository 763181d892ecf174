using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Koppel.Engine.Tests.StandIn;

/// <summary>The system: it keeps its rows, gives them out by cursor, and takes a token for a number of calls only.</summary>
sealed class StandInServer : IAsyncDisposable
{
    public const string Secret = "a-l4sting-secret";

    /// <summary>A moment that creations count from, a second each.</summary>
    public static readonly DateTimeOffset Began = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly Lock _lock = new();
    readonly WebApplication _app;
    string _token = "";
    int _left;
    int _number;

    StandInServer(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    public SortedDictionary<string, JsonObject> Companies { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, (string Company, string Person)> Members { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, JsonObject> Measures { get; } = new(StringComparer.Ordinal);

    /// <summary>Calls as <c>GET /v1/companies?limit=20 200</c>.</summary>
    public ConcurrentQueue<string> Calls { get; } = [];

    /// <summary>How many tokens were issued.</summary>
    public int Issued { get; private set; }

    /// <summary>How many calls a token is good for. The default is 50.</summary>
    public int CallsEach { get; set; } = 50;

    /// <summary>Is told of each call that writes, before it is answered.</summary>
    public Action Writing { get; set; } = () => { };

    public static async Task<StandInServer> StartAsync(int companies = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var server = new StandInServer(builder.Build());
        for (var i = 1; i <= companies; i++)
            server.Add($$$"""{"name":"Company {{{i}}}","size":{{{i}}},"address":{"city":"{{{(i % 2 == 0 ? "Delft" : "Gouda")}}}"}}""");
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Adds a company. Every other id is the one before in the other case.</summary>
    public string Add(string properties)
    {
        var number = ++_number;
        var id = (number % 2 == 0 ? "C/" : "c/") + ((number + 1) / 2).ToString("x", CultureInfo.InvariantCulture) + "x";
        Companies[id] = new JsonObject
        {
            ["id"] = id,
            ["properties"] = JsonNode.Parse(properties),
            ["createdAt"] = Began.ToUnixTimeSeconds() + number,
            ["updatedAt"] = Began.AddSeconds(number).ToUnixTimeMilliseconds(),
        };
        return id;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var (method, path) = (context.Request.Method, context.Request.Path.Value!);
        if (method is not "GET" && path != "/oauth/token") Writing();
        var (status, answer) = Answer(method, path, context.Request, body);
        Calls.Enqueue($"{method} {path}{context.Request.QueryString} {status}");
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        if (answer is not null) await context.Response.WriteAsync(JsonSerializer.Serialize(answer));
    }

    (int Status, object? Answer) Answer(string method, string path, HttpRequest request, string body)
    {
        lock (_lock)
        {
            if (path == "/oauth/token") return Issue(body);
            if (request.Headers.Authorization != "Bearer " + _token || --_left < 0)
                return Refused(401, "EXPIRED_AUTHENTICATION", $"{request.Headers.Authorization} is over");
            var id = path.Split('/', 4) is [_, _, _, var escaped] ? Uri.UnescapeDataString(escaped) : null;
            return (method, path.Split('/')[2], id) switch
            {
                ("GET", "companies", null) => (200, List(request)),
                ("GET", "companies", _) => Companies.TryGetValue(id!, out var company) ? (200, company) : Missing(id!),
                ("POST", "companies", _) => Create(JsonNode.Parse(body)!.AsObject()),
                ("PATCH", "companies", _) => Change(id!, JsonNode.Parse(body)!["properties"]!.AsObject()),
                ("DELETE", "companies", _) => Remove(id!),
                ("GET", "measures", null) => (200, ListMeasures(request)),
                ("GET", "measures", _) => Measures.TryGetValue(id!, out var measure) ? (200, measure) : Missing(id!),
                ("POST", "measures", _) => (201, Measures[$"v-{++_number}"] = Measured(new JsonObject { ["id"] = $"v-{_number}" }, body)),
                ("PATCH", "measures", _) => Measures.TryGetValue(id!, out var old) ? (200, Measured(old, body)) : Missing(id!),
                ("DELETE", "measures", _) => Measures.Remove(id!) ? (204, null) : Missing(id!),
                ("GET", "members", null) => (200, ListMembers(request)),
                ("POST", "members", _) => Join(JsonNode.Parse(body)!),
                ("DELETE", "members", _) => Members.Remove(id!) ? (204, null) : Missing(id!),
                _ => Refused(405, "NO_SUCH_CALL", $"{method} {path}"),
            };
        }
    }

    (int Status, object? Answer) Issue(string form)
    {
        if (!form.EndsWith("client_secret=" + Secret, StringComparison.Ordinal)) return (400, new { error = "invalid_client" });
        (_token, _left) = ($"t0ken-{++Issued}-{Guid.NewGuid():N}", CallsEach);
        return (200, new { access_token = _token, expires_in = 1_800, token_type = "bearer" });
    }

    object List(HttpRequest request)
    {
        var query = request.Query;
        var rows = Companies.Values.Where(c =>
            (query["ids"].Count == 0 || query["ids"].Contains((string?)c["id"]))
            && (query["name"].Count == 0 || IsNamed(c, query["name"]))
            && (query["updatedSince"].Count == 0
                || (long)c["updatedAt"]! > long.Parse(query["updatedSince"]!, CultureInfo.InvariantCulture))
            && (query["createdSince"].Count == 0
                || (long)c["createdAt"]! >= long.Parse(query["createdSince"]!, CultureInfo.InvariantCulture)));
        if (query["sort"] == "createdAt") rows = rows.OrderBy(c => (long)c["createdAt"]!);
        if (query["sort"] == "-createdAt") rows = rows.OrderByDescending(c => (long)c["createdAt"]!);
        var all = rows.ToList();
        var from = query["after"].Count == 0 ? 0 : int.Parse(query["after"].ToString()[2..], CultureInfo.InvariantCulture);
        var to = from + int.Parse(query["limit"]!, CultureInfo.InvariantCulture);
        var page = all.Skip(from).Take(to - from);
        var members = query["include"] == "members" ? Members.Values.Select(m => new { company = m.Company, person = m.Person }) : null;
        return to < all.Count
            ? new { total = all.Count, results = page, members, paging = new { next = new { after = $"=&{to}" } } }
            : new { total = all.Count, results = page, members };
    }

    (int Status, object? Answer) Create(JsonObject row)
    {
        var name = (string?)row["properties"]?["name"];
        if (name is null || name.Contains('!', StringComparison.Ordinal))
            return Refused(400, "VALIDATION_ERROR", $"'{name}' is no name");
        if (Companies.Values.Any(c => IsNamed(c, name))) return Refused(409, "CONFLICT", "It is there");
        return (201, Companies[Add(row["properties"]!.ToJsonString())]);
    }

    (int Status, object? Answer) Change(string id, JsonObject properties)
    {
        if (!Companies.TryGetValue(id, out var company)) return Missing(id);
        foreach (var (name, value) in properties) company["properties"]![name] = value?.DeepClone();
        company["updatedAt"] = Began.AddDays(1).ToUnixTimeMilliseconds();
        return (200, company);
    }

    /// <summary>Removes a company, and its members with it.</summary>
    (int Status, object? Answer) Remove(string id)
    {
        foreach (var member in Members.Where(m => m.Value.Company == id).ToList()) Members.Remove(member.Key);
        return Companies.Remove(id) ? (204, null) : Missing(id);
    }

    object ListMembers(HttpRequest request)
    {
        var (after, company) = (request.Query["starting_after"].ToString(), request.Query["company"].ToString());
        var rows = Members.Where(m => (company.Length == 0 || m.Value.Company == company) && string.CompareOrdinal(m.Key, after) > 0)
            .Select(m => new { id = m.Key, company = m.Value.Company, person = m.Value.Person }).ToList();
        return new { data = rows.Take(20), has_more = rows.Count > 20 };
    }

    object ListMeasures(HttpRequest request)
    {
        var name = request.Query["name"].ToString();
        return new { data = Measures.Values.Where(m => name.Length == 0 || (string?)m["name"] == name), has_more = false };
    }

    static JsonObject Measured(JsonObject measure, string body)
    {
        foreach (var (name, value) in JsonNode.Parse(body)!.AsObject()) measure[name] = value?.DeepClone();
        return measure;
    }

    (int Status, object? Answer) Join(JsonNode row)
    {
        var id = $"m-{Members.Count + 1:000}";
        Members.Add(id, ((string)row["company"]!, (string)row["person"]!));
        return (201, new { created = new { id } });
    }

    static bool IsNamed(JsonObject company, string? name) =>
        string.Equals((string?)company["properties"]!["name"], name, StringComparison.OrdinalIgnoreCase);

    static (int Status, object? Answer) Missing(string id) => Refused(404, "OBJECT_NOT_FOUND", $"No {id}");

    static (int Status, object? Answer) Refused(int status, string category, string message) =>
        (status, new { status = "error", category, message });
}
