using System.Text.Json;
using System.Text.RegularExpressions;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;

namespace Koppel.Sdk.Rest.Declare;

/// <summary>Reads the ways in which REST systems say what they did not like.</summary>
public static partial class RestErrors
{
    /// <summary>What is longer is a page, not a message.</summary>
    const int Longest = 1_000;

    /// <summary>
    /// What the answer says, as a sentence with its full stop; the beginning of its body when it says it in no known way.
    /// </summary>
    public static string Describe(RestResponse response)
    {
        var texts = Texts(response).Select(OneLine).Where(t => t.Length > 0).Distinct().ToList();
        var text = texts.Count > 0 ? string.Join("; ", texts) : response.Excerpt.Length > 0 ? response.Excerpt : "nothing more is said";
        if (text.Length > Longest) text = text[..Longest] + "…";
        return text.EndsWith('.') ? text : text + ".";
    }

    /// <summary>Why a row is rejected whose call was answered so.</summary>
    public static RejectCause Cause(RestResponse response) => new(
        RejectCode.Refused, $"{response.Route} answered {response.Status}: {Describe(response)}",
        "Correct the row by what it says and load it again.");

    /// <summary>The machine's word for the fault, such as <c>duplicate</c>, or null.</summary>
    public static string? Code(RestResponse response)
    {
        if (response.TryJson() is not { } document) return null;
        using (document)
        {
            if (!TryErrors(document.RootElement, out var errors)) return null;
            foreach (var error in errors.EnumerateArray())
                if (error.ValueKind == JsonValueKind.Object && error.TryGetProperty("code", out var code)
                    && code.ValueKind == JsonValueKind.String) return code.GetString();
            return null;
        }
    }

    /// <summary>The response, when it is a success.</summary>
    /// <exception cref="ConnectorException">It is none; the message says what the system said.</exception>
    internal static RestResponse Checked(RestResponse response, RestTable table) =>
        response.IsSuccess ? response : throw new ConnectorException(
        response.Status == 404 ? ConnectorErrorKind.NotFound : ConnectorErrorKind.Refused,
        $"{response.Route} answered {response.Status}: {Describe(response)}")
    { Call = response.Route, Status = response.Status, Table = table.Name, Body = response.Excerpt };

    /// <summary>
    /// Whether a row was refused because one of its identity is there: the code says so, or the database behind the system does.
    /// </summary>
    public static bool IsDuplicate(RestResponse response) =>
        Code(response) == "duplicate" || (!response.IsSuccess && OfDatabase().IsMatch(Describe(response)));

    /// <summary>Whether a call failed for that reason: some systems pass their database's refusal on as a fault of their own.</summary>
    public static bool IsDuplicate(ConnectorException fault) =>
        fault is { Kind: ConnectorErrorKind.ServerFault, Body: { } body } && OfDatabase().IsMatch(body);

    [GeneratedRegex(@"\bDuplicate entry '.*' for key\b", RegexOptions.Singleline)]
    private static partial Regex OfDatabase();

    static List<string> Texts(RestResponse response)
    {
        var texts = new List<string>();
        if (response.TryJson() is not { } document) return texts;
        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return texts;
            if (TryErrors(root, out var errors))
                foreach (var error in errors.EnumerateArray())
                    texts.Add(error.ValueKind == JsonValueKind.Object ? Error(error) : error.ToString());
            else if (root.TryGetProperty("errors", out var sentence)) texts.Add(sentence.ToString());
            if (root.TryGetProperty("message", out var message)) texts.Add(message.ToString());
            if (root.TryGetProperty("error", out var detail) && detail.ValueKind is JsonValueKind.String or JsonValueKind.Object)
                texts.Add(detail.ToString());
            return texts;
        }
    }

    static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    static string Error(JsonElement error)
    {
        var (title, detail) = (Text(error, "title"), Text(error, "detail"));
        return title.Length == 0 ? detail : detail.Length == 0 ? title : $"{title.TrimEnd('.')}: {detail}";
    }

    static string Text(JsonElement error, string name) => error.TryGetProperty(name, out var value) ? value.ToString() : "";

    static bool TryErrors(JsonElement root, out JsonElement errors)
    {
        errors = default;
        return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("errors", out errors)
            && errors.ValueKind == JsonValueKind.Array;
    }
}
