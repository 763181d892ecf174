using System.Text.Json;
using System.Text.RegularExpressions;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Rest;

/// <summary>What calls inside of a composite one answered, for those that name it: <c>@{account.id}</c>.</summary>
internal sealed partial class References
{
    readonly Dictionary<string, JsonElement> _answers = new(StringComparer.Ordinal);

    public void Add(string name, SalesforceAnswer answer)
    {
        if (answer.Status < 300 && !answer.Body.IsEmpty) _answers[name] = JsonDocument.Parse(answer.Body).RootElement;
    }

    /// <summary>A text with its references filled in.</summary>
    /// <exception cref="SalesforceFault">One names nothing.</exception>
    public string Fill(string text) => Reference().Replace(text, match => Value(match.Groups[1].Value));

    /// <summary>A JSON text with its references filled in.</summary>
    public JsonElement Fill(JsonElement body)
    {
        var text = Reference().Replace(body.GetRawText(), match => JsonEncodedText.Encode(Value(match.Groups[1].Value)).ToString());
        return JsonDocument.Parse(text).RootElement;
    }

    string Value(string path)
    {
        var steps = Step().Matches(path);
        if (steps.Count == 0 || !_answers.TryGetValue(steps[0].Value, out var value)) throw Unknown(path);
        foreach (var step in steps.Skip(1).Select(one => one.Value))
        {
            if (value.ValueKind == JsonValueKind.Array && int.TryParse(step, out var place)
                && place < value.GetArrayLength()) value = value[place];
            else if (value.ValueKind == JsonValueKind.Object && SentJson.Member(value, step) is { } member) value = member;
            else throw Unknown(path);
        }

        return value.ToString();
    }

    static SalesforceFault Unknown(string path) =>
        new(400, "PROCESSING_HALTED", $"Invalid reference specified. No value for {path} found in the answers before.");

    [GeneratedRegex(@"@\{([^}]+)\}")]
    private static partial Regex Reference();

    [GeneratedRegex(@"[A-Za-z0-9_]+")]
    private static partial Regex Step();
}
