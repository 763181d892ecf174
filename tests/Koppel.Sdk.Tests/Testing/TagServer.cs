using System.Text.Json;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Load;
using Koppel.Sdk.Schema;
using Microsoft.AspNetCore.Http;

namespace Koppel.Sdk.Tests.Testing;

/// <summary>What happens to a call that adds a tag.</summary>
enum Fate
{
    Added,
    Refused,
    AnsweredAsDuplicate,
    MergedWithAnother,
    RefusedByDatabase,
    FailedInDatabase,
    FailsBefore,
    FailsAfter,
    CutBefore,
    CutAfter,
    Unauthorized,
    HalfAnswered,
    AnsweredByAnother,
}

/// <summary>A server that keeps tags and, unlike a real one, takes the same tag twice, so that doing so shows.</summary>
sealed class TagServer : IAsyncDisposable
{
    readonly Lock _lock = new();
    StubServer _server = null!;

    const string Entry = """{"message":"Could not process request","error":"Duplicate entry 'plain-a' for key 'kindname'"}""";

    public List<(string Name, string Kind)> Tags { get; } = [];

    public StubServer Server => _server;

    /// <summary>What happens to a call; the default is that all are added.</summary>
    public Func<string, Fate> FateOf { get; set; } = _ => Fate.Added;

    /// <summary>Whether look-ups fail.</summary>
    public bool IsBlind { get; set; }

    /// <summary>Is called behind each look-up.</summary>
    public Action Looked { get; set; } = () => { };

    public int Posts => _server.Calls.Count(c => c.Method == "POST");

    public static readonly RestTable Table = new("tags", Item: "tag")
    {
        Path = "tags",
        Paging = Paging.Offset(100) with { Total = "meta.total" },
        Columns = [Column.Key("id"), Column.Text("name") with { Required = true }, Column.Text("kind"), Column.BigInt("size")],
        Filters = [Filter.Query("name", "name", Match.Inexact)],
        Identity = ["kind", "name"],
        Defaults = new Dictionary<string, string> { ["kind"] = "plain" },
        Insert = RowCall.Post("tags") with { StatusWhenThere = 208 },
    };

    public static async Task<TagServer> StartAsync(params (string Name, string Kind)[] tags)
    {
        var server = new TagServer();
        server.Tags.AddRange(tags);
        server._server = await StubServer.StartAsync(
            (context, call) => call.Method == "POST" ? server.AddAsync(context, call) : server.ListAsync(context, call));
        return server;
    }

    /// <summary>Loads rows of name, kind and size, as many of them as are given.</summary>
    public static async Task<(WritePlan Plan, WriteOutcome Outcome)> LoadAsync(
        WritableRestSource table, string columns, IEnumerable<object?[]> rows, CancellationToken cancellationToken = default)
    {
        await using var session = table.BeginWrite(new WriteRequest(table.Columns(columns)));
        foreach (var chunk in rows.Chunk(7)) await session.AddAsync(Rows.Of(table.Columns(columns), chunk), CancellationToken.None);
        var journal = new JournalBooks(new MemoryJournal());
        var plan = await session.PlanAsync(journal, CancellationToken.None);
        var outcome = journal.Close(plan, await CarryOutAsync(table, journal, cancellationToken));
        Assert.Equal(plan.Read, plan.Changes + plan.Unchanged + plan.Repeats + plan.Rejects.Count);
        Assert.Equal(outcome.Read, outcome.Changed + outcome.Unchanged + outcome.Rejects.Count + outcome.NotSent);
        Assert.True(outcome.NotSent >= 0);
        return (plan, outcome);
    }

    /// <summary>Makes the calls of a journal; gives the fault that stopped it, or null.</summary>
    public static async Task<Exception?> CarryOutAsync(
        WritableRestSource table, IWriteJournal journal, CancellationToken cancellationToken = default)
    {
        try
        {
            await table.CarryOutAsync(journal, cancellationToken);
            return null;
        }
        catch (Exception fault) when (fault is ConnectorException or OperationCanceledException)
        {
            return fault;
        }
    }

    async Task AddAsync(HttpContext context, Received call)
    {
        var tag = JsonDocument.Parse(call.Body).RootElement.GetProperty("tag");
        var (name, kind) = (tag.GetProperty("name").GetString()!, tag.TryGetProperty("kind", out var k) ? k.GetString()! : "");
        var fate = FateOf(name);
        if (fate is Fate.Added or Fate.FailsAfter or Fate.CutAfter or Fate.HalfAnswered)
            lock (_lock) Tags.Add((name, kind));
        await (fate switch
        {
            Fate.Added => StubServer.Says(201, "{\"tag\":{\"id\":\"1\"}}"),
            Fate.Refused => StubServer.Says(422, "{\"errors\":[{\"title\":\"The name is forbidden\"}]}"),
            Fate.AnsweredAsDuplicate => StubServer.Says(422, "{\"errors\":[{\"title\":\"It is there\",\"code\":\"duplicate\"}]}"),
            Fate.MergedWithAnother => StubServer.Says(208, "{\"tag\":{\"id\":\"1\"}}"),
            Fate.RefusedByDatabase => StubServer.Says(400, Entry),
            Fate.FailedInDatabase => StubServer.Says(500, Entry),
            Fate.Unauthorized => StubServer.Says(401, "{}"),
            Fate.HalfAnswered => StubServer.Says(200, "{\"tag\":{\"id\""),
            Fate.AnsweredByAnother => StubServer.Says(200, "<html>Back soon</html>"),
            Fate.FailsBefore or Fate.FailsAfter => StubServer.Says(500, "{\"message\":\"oops\"}"),
            _ => StubServer.Cuts,
        })(context);
    }

    Task ListAsync(HttpContext context, Received call)
    {
        if (IsBlind) return StubServer.Says(500, "{}")(context);
        lock (_lock)
        {
            var found = Tags.Select((t, i) => (t.Name, t.Kind, Id: i + 1))
                .Where(t => call.Parameter("name") is not { } name || t.Name.Contains(name, StringComparison.OrdinalIgnoreCase)).ToList();
            var page =
                found.Skip(int.Parse(call.Parameter("offset")!)).Take(100).Select(t => new { id = t.Id, name = t.Name, kind = t.Kind });
            Looked();
            return StubServer.Says(200, JsonSerializer.Serialize(new { tags = page, meta = new { total = found.Count } }))(context);
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
