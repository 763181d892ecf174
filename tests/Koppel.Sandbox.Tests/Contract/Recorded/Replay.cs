using System.Text.Json.Nodes;

namespace Koppel.Sandbox.Tests.Contract.Recorded;

/// <summary>
/// Makes the calls of a recording, in order, against a sandbox of its own that is empty at first and answers as of the day of the
/// recording.
/// </summary>
static class Replay
{
    /// <summary>In what each call's answer differs: one list a call.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<string>>> DifferencesAsync(Recording recording)
    {
        List<IReadOnlyList<string>> differences = [];
        // Some files hold a call that was recorded again weeks later, when the account was another one.
        foreach (var part in recording.Exchanges.ChunkBy(exchange => exchange.Day))
            differences.AddRange(await PartAsync(recording, [.. part]));
        return differences;
    }

    static async Task<IReadOnlyList<IReadOnlyList<string>>> PartAsync(Recording recording, IReadOnlyList<Exchange> exchanges)
    {
        await using var sandbox = await Caller.FastAsync(new() { Seed = 1, AsOf = exchanges[0].Day });
        await EmptyAsync(sandbox);
        var ids = new KnownIds();
        foreach (var (method, path, body) in Preparations.Of(recording, exchanges)) await PrepareAsync(sandbox, method, path, body);
        List<IReadOnlyList<string>> differences = [];
        foreach (var exchange in exchanges)
        {
            var body = exchange.Body.Length == 0 ? null : ids.InBody(exchange.Body, exchange.Path);
            var reply = await sandbox.SendAsync(exchange.Method, ids.InPath(exchange.Path), body);
            differences.Add(
                [.. Differences(exchange, reply, ids).Select(difference => $"{exchange.Method} {exchange.Path}: {difference}")]);
        }

        return differences;
    }

    static IReadOnlyList<string> Differences(Exchange exchange, Reply reply, KnownIds ids)
    {
        if (reply.Status != exchange.Status) return [$"it should be answered {exchange.Status}, not {reply.Status}: {reply.Body}"];
        if (exchange.Answer.Length == 0 || reply.Body.Length == 0)
            return exchange.Answer == reply.Body ? [] : [$"it should be answered '{exchange.Answer}', not '{reply.Body}'"];
        return Answers.Differences(JsonNode.Parse(exchange.Answer), reply.Json, ids);
    }

    static IEnumerable<IEnumerable<Exchange>> ChunkBy(this IReadOnlyList<Exchange> exchanges, Func<Exchange, DateOnly?> day)
    {
        for (var begin = 0; begin < exchanges.Count;)
        {
            var part = exchanges.Skip(begin).TakeWhile(exchange => day(exchange) == day(exchanges[begin])).ToArray();
            yield return part;
            begin += part.Length;
        }
    }

    /// <summary>The recordings were made in an account without the seed's rows.</summary>
    static async Task EmptyAsync(Caller sandbox)
    {
        foreach (var resource in (string[])["contacts", "tags", "accounts"])
        {
            foreach (var id in (await sandbox.GetAsync(resource + "?limit=100")).Column(resource, "id"))
                await sandbox.DeleteAsync($"{resource}/{id}");
        }
    }

    static async Task PrepareAsync(Caller sandbox, string method, string path, string body)
    {
        var reply = await sandbox.SendAsync(method, path, body.Length == 0 ? null : body);
        if (reply.Status >= 300)
            throw new InvalidOperationException($"The preparation {method} {path} was answered {reply.Status}: {reply.Body}");
    }
}
