using System.Text.Json.Nodes;

namespace Koppel.Sandbox.Tests.Contract;

/// <summary>
/// What a client may count on, written down call by call with its source, and held against the sandbox. The calls of a file run in order
/// on a fresh sandbox with ten contacts.
/// </summary>
public sealed class ContractTests
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Contract");

    public static TheoryData<string> Files() =>
        new(Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileName(file)).Where(file => file != "shapes.json").Order());

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_call_is_answered_as_written(string file)
    {
        await using var sandbox = await Caller.FastAsync(new() { Seed = 10 });
        var named = Read("shapes.json").AsObject();
        foreach (var exchange in Read(file).AsArray())
        {
            var request = exchange!["request"]!.GetValue<string>().Split(' ', 2);
            var reply = await sandbox.SendAsync(request[0], request[1], exchange["body"]?.ToJsonString());
            var what = $"{file}: {request[0]} {request[1]} ({exchange["source"]!.GetValue<string>()})";
            Assert.True(exchange["status"]!.GetValue<int>() == reply.Status, $"{what} was answered {reply.Status}: {reply.Body}");
            var differences = Shape.Differences(exchange["answer"], reply.Json, named, "answer").ToArray();
            Assert.True(differences.Length == 0, what + "\n" + string.Join('\n', differences));
            foreach (var (pointer, value) in exchange["values"]?.AsObject() ?? [])
                Assert.True(JsonNode.DeepEquals(value, At(reply.Json, pointer)),
                    $"{what}: {pointer} should be {value?.ToJsonString()} in {reply.Body}");
        }
    }

    static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)))!;

    static JsonNode? At(JsonNode? node, string pointer) =>
        pointer.Split('.').Aggregate(node, (found, step) => found is JsonArray rows ? rows[int.Parse(step, null)] : found?[step]);
}
