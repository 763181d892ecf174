using System.Text.Json.Nodes;

namespace Koppel.Sandbox.Tests.Contract.Recorded;

/// <summary>
/// Replays all that was recorded of the real API and compares status, keys in their order, and values; ids and moments aside.
/// </summary>
public sealed class RecordingTests
{
    /// <summary>Where the counts and the differences are written; runners show what a test prints only when it fails.</summary>
    static readonly string Report = Path.Combine(AppContext.BaseDirectory, "recordings.txt");

    [Fact]
    public async Task Every_recorded_call_is_answered_alike_key_for_key_and_value_for_value()
    {
        Needs.Reference(Recording.AreThere, "There are no recordings of the real API beside this folder.");
        List<string> report = [];
        List<string> faults = [];
        var (calls, right) = (0, 0);
        foreach (var family in Recording.All.GroupBy(recording => recording.Family))
        {
            List<string> differences = [];
            var (made, equal) = (0, 0);
            foreach (var recording in family)
            {
                var found = await Replay.DifferencesAsync(recording);
                made += found.Count;
                equal += found.Count(call => call.Count == 0);
                differences.AddRange(found.SelectMany(call => call).Select(difference => $"{family.Key}/{recording.Name}: {difference}"));
            }

            (calls, right) = (calls + made, right + equal);
            report.Add($"{family.Key}: {equal} of {made} calls answered as recorded");
            report.AddRange(differences.Select(difference => "  " + difference));
            faults.AddRange(differences);
        }

        report.Add($"In all {right} of {calls} calls answered as recorded.");
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', report));
        await File.WriteAllLinesAsync(Report, report);
        Assert.True(calls >= 500, $"Only {calls} recorded calls were found.");
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>
    /// n8n's runs of January 2025 keep what each node gave on, and nothing of what it sent: no method, path or body. Every object, and null
    /// too, stands there as <c>{"object":true}</c>, every array as <c>["json array"]</c>. So they cannot be replayed; what they show all
    /// the same is tested in <see cref="AnswersOf2025Tests"/>. A file that tells more than that fails here, so that somebody replays it.
    /// </summary>
    [Fact]
    public void Recordings_that_are_not_replayed_hold_no_request_and_masked_answers()
    {
        Needs.Reference(Recording.AreThere, "There are no recordings of the real API beside this folder.");
        var answers = 0;
        foreach (var file in Recording.WithoutCalls)
        {
            var nodes = JsonNode.Parse(File.ReadAllText(file))!["data"]!["resultData"]!["runData"]!.AsObject();
            foreach (var (node, runs) in nodes)
            {
                foreach (var run in runs!.AsArray())
                {
                    string[] keys = ["hints", "startTime", "executionTime", "source", "executionStatus", "data"];
                    Assert.Equal(keys, run!.AsObject().Select(member => member.Key));
                    foreach (var item in run["data"]!["main"]!.AsArray().SelectMany(output => output!.AsArray()))
                    {
                        foreach (var (key, value) in item!["json"]!.AsObject())
                            Assert.True(IsMasked(value), $"{file}, {node}, {key}: {value}");
                        answers += node.StartsWith("ActiveCampaign", StringComparison.Ordinal) ? 1 : 0;
                    }
                }
            }
        }
        Assert.Equal(34, answers);
    }

    static bool IsMasked(JsonNode? value) => value switch
    {
        JsonObject masked => masked.Count == 1 && masked.ContainsKey("object"),
        JsonArray masked => masked.Count == 1 && masked[0]!.ToString() == "json array",
        _ => true,
    };
}
