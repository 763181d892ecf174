using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Koppel.Sandbox.Tests.Contract.Recorded;

/// <summary>
/// Compares an answer with the recorded one: every key, in order, and every value. Ids are compared by what they name, and moments by their
/// form; the rows of a list by their ids, since the order of a list that nobody asked to be ordered is not told.
/// </summary>
sealed partial class Answers(KnownIds ids)
{
    readonly List<string> differences = [];

    /// <summary>In what the answer differs; learns on the way which ids of ours stand for the recorded ones.</summary>
    public static IReadOnlyList<string> Differences(JsonNode? recorded, JsonNode? answer, KnownIds ids)
    {
        var answers = new Answers(ids);
        ids.Learn(recorded, answer);
        answers.Compare("answer", "", recorded, answer);
        return answers.differences;
    }

    void Compare(string path, string key, JsonNode? recorded, JsonNode? answer)
    {
        switch (recorded, answer)
        {
            case (JsonObject theirs, JsonObject ours): Keys(path, theirs, ours); break;
            case (JsonArray theirs, JsonArray ours): Rows(path, key, theirs, ours); break;
            default: Values(path, key, recorded, answer); break;
        }
    }

    void Keys(string path, JsonObject theirs, JsonObject ours)
    {
        foreach (var (key, value) in theirs)
        {
            if (ours.TryGetPropertyValue(key, out var other)) Compare($"{path}.{key}", key, value, other);
            else differences.Add($"{path}.{key} is missing");
        }

        differences.AddRange(
            ours.Select(member => member.Key).Where(key => !theirs.ContainsKey(key))
                .Select(key => $"{path}.{key} is not in the recording"));
        var (order, found) =
            (theirs.Select(member => member.Key).Where(ours.ContainsKey), ours.Select(member => member.Key).Where(theirs.ContainsKey));
        if (!order.SequenceEqual(found))
            differences.Add($"{path} has its keys in this order: {string.Join(' ', order)}, not {string.Join(' ', found)}");
    }

    void Rows(string path, string key, JsonArray theirs, JsonArray ours)
    {
        if (theirs.Count != ours.Count) differences.Add($"{path} has {theirs.Count} rows, not {ours.Count}");
        else
        {
            foreach (var (recorded, answer) in ids.Pairs(theirs, ours)) Compare(path + "[]", key, recorded, answer);
        }
    }

    void Values(string path, string key, JsonNode? recorded, JsonNode? answer)
    {
        if (JsonNode.DeepEquals(recorded, answer)) return;
        if (recorded is JsonValue && answer is JsonValue && recorded.GetValueKind() == answer.GetValueKind()
            && IsSame(key, recorded.ToString(), answer.ToString())) return;
        differences.Add($"{path} is {Shown(recorded)}, not {Shown(answer)}");
    }

    bool IsSame(string key, string recorded, string answer) => ids.IsSame(key, recorded, answer) || IsMoment(recorded, answer);

    static string Shown(JsonNode? node) => node?.ToJsonString() ?? "null";

    /// <summary>Whether both are moments in one form.</summary>
    static bool IsMoment(string recorded, string answer) => Moment().IsMatch(recorded) && Form(recorded) == Form(answer);

    /// <summary>A moment without its digits; the two offsets of Central time are one.</summary>
    static string Form(string moment) => Digits().Replace(CentralOffset().Replace(moment, "Central"), "N");

    [GeneratedRegex(@"^[12]\d\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d")]
    private static partial Regex Moment();

    [GeneratedRegex(@"\d")]
    private static partial Regex Digits();

    [GeneratedRegex(@"-0[56]:00$")]
    private static partial Regex CentralOffset();
}
