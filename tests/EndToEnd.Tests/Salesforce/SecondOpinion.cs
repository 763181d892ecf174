using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Koppel.EndToEnd.Tests.Salesforce;

/// <summary>
/// The npm package <c>open-soql</c>, another evaluator of SOQL, over rows of the sandbox. It tells upper from lower case where Salesforce
/// does not, so it is given texts in lower case, in queries too; ids stay as they are.
/// </summary>
internal static partial class SecondOpinion
{
    static readonly string Npm = Path.Combine(Repository.Root, "tests", "npm");

    /// <summary>What it does not do, or does as no org would, by what a query then has in it.</summary>
    static readonly (Regex Sign, string Reason)[] Outside =
    [
        (Parent(), "It filters the related record and keeps the row."),
        (Grouped(), "It takes no group by a field."),
        (Milliseconds(), "It knows no milliseconds."),
        (ListOfMoments(), "It compares instants of a list as texts."),
        (Descending(), "Its DESC turns the place of nulls round too."),
        (TimeOfDay(), "It knows no times of day."),
        (CaseSensitive(), "These fields tell upper from lower case, and it was given lower case."),
    ];

    /// <summary>Whether it is installed.</summary>
    public static bool IsThere { get; } = Directory.Exists(Path.Combine(Npm, "node_modules", "open-soql"));

    /// <summary>Why it is not asked; null when it is.</summary>
    public static string? Why(string soql) => Outside.FirstOrDefault(o => o.Sign.IsMatch(soql)).Reason;

    /// <summary>Its answers: an array of rows, or a text why there is none.</summary>
    /// <param name="tables">The rows by object.</param>
    /// <param name="queries">The queries.</param>
    public static async Task<JsonArray> AskAsync(JsonObject tables, IEnumerable<string> queries)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Npm, "clients", "open-soql.js")])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        var asked = new JsonObject
        {
            ["tables"] = Lower(tables), ["queries"] = new JsonArray([.. queries.Select(q => JsonValue.Create(Lower(q)))]),
        };
        await node.StandardInput.WriteAsync(asked.ToJsonString());
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await errors);
        return JsonNode.Parse(await output)!.AsArray();
    }

    /// <summary>Rows as one text each, in an order of their own, so that two answers can be compared.</summary>
    public static IReadOnlyList<string> Texts(JsonNode rows, bool isOrdered)
    {
        var texts = rows.AsArray().Select(
            r => string.Join('|', r!.AsObject().Where(m => m.Key != "attributes").Select(m => Text(m.Value))));
        return isOrdered ? [.. texts] : [.. texts.Order(StringComparer.Ordinal)];
    }

    static string Text(JsonNode? value) => value is null ? "∅"
        : value.GetValueKind() == JsonValueKind.Number ? value.GetValue<double>().ToString("R", CultureInfo.InvariantCulture)
        : Lower(value)!.ToString();

    /// <summary>It passes conditions by whose words are in capitals, and its patterns end where a line does.</summary>
    static string Lower(string soql) => Literal().Replace(
        soql, m => m.Value[0] == '\'' && IsId(m.Value[1..^1]) ? m.Value : InOneLine(m.Value.ToLowerInvariant(), "\\r", "\\n"))
        .Replace(".000Z", "Z", StringComparison.Ordinal);

    static string InOneLine(string text, string end, string line) =>
        text.Replace(end, " ", StringComparison.Ordinal).Replace(line, " ", StringComparison.Ordinal);

    static JsonNode? Lower(JsonNode? node) => node switch
    {
        JsonObject many => new JsonObject(many.Select(m => KeyValuePair.Create(m.Key, Lower(m.Value)))),
        JsonArray many => new JsonArray([.. many.Select(Lower)]),
        JsonValue one when one.GetValueKind() == JsonValueKind.String && one.GetValue<string>() is var text =>
            JsonValue.Create(IsId(text) || Moment().IsMatch(text) ? text : InOneLine(text.ToLowerInvariant(), "\r", "\n")),
        _ => node?.DeepClone(),
    };

    static bool IsId(string text) => text.Length == 18 && text.All(char.IsAsciiLetterOrDigit);

    [GeneratedRegex(@"'(?:[^'\\]|\\.)*'|\b(?:AND|OR|NOT|LIKE|IN)\b")]
    private static partial Regex Literal();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT")]
    private static partial Regex Moment();

    [GeneratedRegex(@"^(?:[^']|'(?:[^'\\]|\\.)*')*?(?:WHERE|ORDER BY)(?:[^']|'(?:[^'\\]|\\.)*')*?\b[A-Za-z_]\w*\.[A-Za-z]")]
    private static partial Regex Parent();

    [GeneratedRegex("FROM Lead .*External_Id__c|Contract_Key__c")]
    private static partial Regex CaseSensitive();

    [GeneratedRegex(" GROUP BY ")]
    private static partial Regex Grouped();

    [GeneratedRegex(@"T\d\d:\d\d:\d\d\.(?!000)\d{3}Z")]
    private static partial Regex Milliseconds();

    [GeneratedRegex(@"IN \([^']*T\d\d:\d\d:")]
    private static partial Regex ListOfMoments();

    [GeneratedRegex(" DESC ")]
    private static partial Regex Descending();

    [GeneratedRegex(@"[ (,]\d\d:\d\d:\d\d\.")]
    private static partial Regex TimeOfDay();
}
