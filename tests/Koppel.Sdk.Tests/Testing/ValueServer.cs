using System.Text.Json;
using System.Text.Json.Nodes;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;
using Microsoft.AspNetCore.Http;

namespace Koppel.Sdk.Tests.Testing;

/// <summary>
/// A server that keeps a value for an owner and a field, written one or many a call. Like a careless one it takes the same twice, so that
/// doing so shows. A batch is taken whole or not at all, and its refusal does not tell which row is at fault.
/// </summary>
sealed class ValueServer : IAsyncDisposable
{
    readonly Lock _lock = new();
    long _next = 1;

    public SortedDictionary<long, (long Owner, long Field, string Text)> Values { get; } = [];

    public StubServer Server { get; private set; } = null!;

    /// <summary>A batch of more rows is refused.</summary>
    public int MostRows { get; set; } = int.MaxValue;

    /// <summary>The calls for many rows are answered as done, and do nothing.</summary>
    public bool IgnoresMany { get; set; }

    /// <summary>What becomes of the n-th call for many rows, from 1; the default is that all are answered.</summary>
    public Func<int, ManyFate> FateOf { get; set; } = _ => ManyFate.Answered;

    public int Many { get; private set; }

    public int Singles => Server.Calls.Count(c => c.Method != "GET") - Many;

    public static readonly RestTable Table = new("values", Item: "value")
    {
        Path = "values",
        Paging = Paging.Offset(100) with { Total = "meta.total" },
        Columns = [Column.Key("id"), Column.BigInt("owner") with { Required = true }, Column.BigInt("field") with { Required = true },
            Column.Text("text")],
        Filters = [Filter.ById("id", "values/{id}"), Filter.Query("owner", "filters[owner]", Match.Exact)],
        Identity = ["owner", "field"],
        Insert = RowCall.Post("values"),
        Update = RowCall.Put("values/{id}"),
        Delete = RowCall.Delete("values/{id}"),
        InsertMany = BulkCall.Post("values/bulkCreate", most: 10),
        UpdateMany = BulkCall.Patch("values/bulkUpdate", most: 10),
        DeleteMany = BulkCall.Delete("values/bulkDelete", keys: "ids[]", most: 10),
    };

    public static async Task<ValueServer> StartAsync(int count)
    {
        var values = new ValueServer();
        for (var i = 1; i <= count; i++) values.Values.Add(values._next++, (i, 1, "old"));
        values.Server = await StubServer.StartAsync(values.AnswerAsync);
        return values;
    }

    /// <summary>How many values an owner has.</summary>
    public int CountOf(long owner) => Values.Values.Count(v => v.Owner == owner);

    Task AnswerAsync(HttpContext context, Received call)
    {
        lock (_lock)
        {
            var (status, body, fate) = Answer(call);
            return fate switch
            {
                ManyFate.Cut or ManyFate.CutBefore => StubServer.Cuts(context),
                ManyFate.Half => StubServer.Says(200, "{\"mess")(context),
                _ => StubServer.Says(status, body)(context),
            };
        }
    }

    (int Status, string Body, ManyFate Fate) Answer(Received call)
    {
        var name = call.Path["/api/values".Length..].TrimStart('/');
        if (call.Method == "GET")
            return (name.Length > 0 ? Item(long.Parse(name)) : List(call)) is var (status, body)
                ? (status, body, ManyFate.Answered)
                : default;
        var isMany = name.StartsWith("bulk", StringComparison.Ordinal);
        var fate = isMany ? FateOf(++Many) : ManyFate.Answered;
        var items = name == "bulkDelete" ? [.. call.Query.Select(q => (JsonNode)new JsonObject { ["id"] = long.Parse(q.Value) })]
            : isMany ? JsonNode.Parse(call.Body)!.AsArray().Select(i => i!)
            : call.Body.Length > 0 ? [JsonNode.Parse(call.Body)!["value"]!] : new List<JsonNode> { new JsonObject() };
        var rows = items.Select(
            i => (Id: isMany ? (long?)i["id"] : name.Length > 0 ? long.Parse(name) : null, Owner: (long?)i["owner"],
                Field: (long?)i["field"], Text: (string?)i["text"])).ToList();
        if (isMany && rows.Count > MostRows) return (413, "{\"message\":\"Too many.\"}", fate);
        if (rows.Any(r => r.Id is { } id && !Values.ContainsKey(id)))
            return isMany ? (400, "{}", fate) : (404, "{\"message\":\"No value.\"}", fate);
        if (rows.Any(r => r.Text == "bad")) return (422, isMany ? "{}" : "{\"errors\":[{\"title\":\"The text is bad\"}]}", fate);
        if (fate != ManyFate.CutBefore && !(isMany && IgnoresMany))
            foreach (var row in rows) Write(call.Method, row);
        return (200, "{\"message\":\"done\"}", fate);
    }

    void Write(string method, (long? Id, long? Owner, long? Field, string? Text) row)
    {
        if (method == "DELETE") Values.Remove(row.Id!.Value);
        else if (row.Id is { } id) Values[id] = Values[id] with { Text = row.Text ?? Values[id].Text };
        else Values.Add(_next++, (row.Owner!.Value, row.Field ?? 0, row.Text ?? ""));
    }

    (int, string) Item(long id) => Values.TryGetValue(id, out var v)
        ? (200, JsonSerializer.Serialize(new { value = Row(id, v) })) : (404, "{\"message\":\"No value.\"}");

    (int, string) List(Received call)
    {
        var rows = Values.Where(v => call.Parameter("filters[owner]") is not { } owner || v.Value.Owner == long.Parse(owner))
            .Select(v => Row(v.Key, v.Value)).ToList();
        return (200,
            JsonSerializer.Serialize(
                new { values = rows.Skip(int.Parse(call.Parameter("offset") ?? "0")).Take(100), meta = new { total = rows.Count } }));
    }

    static object Row(long id, (long Owner, long Field, string Text) v) =>
        new { id = $"{id}", owner = v.Owner, field = v.Field, text = v.Text };

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>What becomes of a call for many rows.</summary>
enum ManyFate
{
    Answered,

    /// <summary>It is done, and its answer is lost.</summary>
    Cut,

    /// <summary>It is not done, and no answer comes.</summary>
    CutBefore,

    /// <summary>It is done, and half an answer comes.</summary>
    Half,
}
