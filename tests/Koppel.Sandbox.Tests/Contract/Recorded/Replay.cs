using System.Text.Json.Nodes;

namespace Koppel.Sandbox.Tests.Contract.Recorded;

/// <summary>Makes the calls of a recording, in order, against a sandbox of its own that is empty at first.</summary>
static class Replay
{
    public static async Task<IReadOnlyList<string>> DifferencesAsync(Recording recording)
    {
        // Recorded in 2020 without a body, and in 2021 with one.
        var isOf2020 = recording.Family.StartsWith("ruby-a", StringComparison.Ordinal);
        await using var sandbox = await Caller.FastAsync(new() { Seed = 1, FieldOptionDeletionIsEmpty = isOf2020 });
        await EmptyAsync(sandbox);
        var ids = new KnownIds();
        foreach (var (method, path, body) in Preparations.Of(recording)) await PrepareAsync(sandbox, method, path, body);
        List<string> differences = [];
        foreach (var exchange in recording.Exchanges)
        {
            var body = exchange.Body.Length == 0 ? null : ids.InBody(exchange.Body, exchange.Path);
            var reply = await sandbox.SendAsync(exchange.Method, ids.InPath(exchange.Path), body);
            var what = $"{exchange.Method} {exchange.Path}";
            if (reply.Status != exchange.Status) differences.Add($"{what} should be answered {exchange.Status}, not {reply.Status}: {reply.Body}");
            else if (exchange.Answer.Length == 0 || reply.Body.Length == 0)
            {
                if (exchange.Answer != reply.Body) differences.Add($"{what} should be answered '{exchange.Answer}', not '{reply.Body}'");
            }
            else
            {
                var recorded = JsonNode.Parse(exchange.Answer);
                differences.AddRange(Shapes.Differences(recorded, reply.Json, exchange.Status).Select(difference => $"{what}: {difference}"));
                ids.Learn(recorded, reply.Json);
            }
        }

        return differences;
    }

    /// <summary>The recordings were made in an account without the seed's rows.</summary>
    static async Task EmptyAsync(Caller sandbox)
    {
        foreach (var resource in (string[])["contacts", "tags", "accounts"])
        {
            foreach (var id in (await sandbox.GetAsync(resource + "?limit=100")).Column(resource, "id")) await sandbox.DeleteAsync($"{resource}/{id}");
        }
    }

    static async Task PrepareAsync(Caller sandbox, string method, string path, string body)
    {
        var reply = await sandbox.SendAsync(method, path, body.Length == 0 ? null : body);
        if (reply.Status >= 300) throw new InvalidOperationException($"The preparation {method} {path} was answered {reply.Status}: {reply.Body}");
    }
}
