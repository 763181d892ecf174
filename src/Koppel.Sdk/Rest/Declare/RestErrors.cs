using System.Text.Json;
using System.Text.RegularExpressions;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;

namespace Koppel.Sdk.Rest.Declare;

/// <summary>Reads what an API did not like, in the shape in which it tells it; see <see cref="ErrorShape"/>.</summary>
public static class RestErrors
{
    /// <summary>What is longer is a page, not a message.</summary>
    const int Longest = 1_000;

    /// <summary>
    /// What the answer says, as a sentence with its full stop; the beginning of its body when it says it in no known way.
    /// </summary>
    public static string Describe(RestResponse response)
    {
        using var document = response.TryJson();
        var texts = Faults(document, response.Errors).Select(f => OneLine(Sentence(f.Fault, f.IsWhole, response.Errors)))
            .Where(t => t.Length > 0).Distinct().ToList();
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
        using var document = response.TryJson();
        return Faults(document, response.Errors).SelectMany(f => Parts(f.Fault, response.Errors.Codes)).FirstOrDefault(c => c.Length > 0);
    }

    /// <summary>The response, when it is a success.</summary>
    /// <exception cref="ConnectorException">It is none; the message says what the system said.</exception>
    internal static RestResponse Checked(RestResponse response, RestTable table) =>
        response.IsSuccess ? response : throw new ConnectorException(
        response.Status == 404 ? ConnectorErrorKind.NotFound : ConnectorErrorKind.Refused,
        $"{response.Route} answered {response.Status}: {Describe(response)}")
    { Call = response.Route, Status = response.Status, Table = table.Name, Body = response.Excerpt };

    /// <summary>Whether a row was refused because one of its identity is there, as the API is declared to say it.</summary>
    public static bool IsDuplicate(RestResponse response)
    {
        var errors = response.Errors;
        return (errors.DuplicateCodes.Count > 0 && Code(response) is { } code && errors.DuplicateCodes.Contains(code))
            || (!response.IsSuccess && (response.Status == errors.DuplicateStatus || Says(errors, Describe(response))));
    }

    /// <summary>Whether a call failed for that reason: some systems pass their database's refusal on as a fault of their own.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="errors">How the API tells errors.</param>
    public static bool IsDuplicate(ConnectorException fault, ErrorShape errors) =>
        fault is { Kind: ConnectorErrorKind.ServerFault, Body: { } body } && Says(errors, body);

    static bool Says(ErrorShape errors, string text) =>
        errors.DuplicateText is { } pattern && Regex.IsMatch(text, pattern, RegexOptions.Singleline | RegexOptions.CultureInvariant);

    /// <summary>The faults that a body tells, and whether one is all that stands at its place.</summary>
    static IEnumerable<(JsonElement Fault, bool IsWhole)> Faults(JsonDocument? document, ErrorShape errors)
    {
        if (document is null) yield break;
        foreach (var place in errors.Faults)
        {
            if (!FieldPath.Of(place).TryGet(document.RootElement, out var found)) continue;
            // A body that is no more than a text, or a list of texts, is not understood: it is told as it is.
            var isBody = place.Length == 0;
            if (found.ValueKind != JsonValueKind.Array)
            {
                if (!isBody || found.ValueKind == JsonValueKind.Object) yield return (found, !isBody);
                continue;
            }
            foreach (var fault in found.EnumerateArray())
                if (!isBody || fault.ValueKind == JsonValueKind.Object) yield return (fault, false);
        }
    }

    static string Sentence(JsonElement fault, bool isWhole, ErrorShape errors)
    {
        if (fault.ValueKind is JsonValueKind.True or JsonValueKind.False) return "";
        var texts = Parts(fault, errors.Sentences).Where(t => t.Length > 0).ToList();
        if (texts.Count == 0) return fault.ValueKind != JsonValueKind.Object || isWhole ? fault.ToString() : "";
        return string.Join(": ", texts.Select((t, i) => i < texts.Count - 1 ? t.TrimEnd('.') : t));
    }

    static IEnumerable<string> Parts(JsonElement fault, IReadOnlyList<string> names)
    {
        if (fault.ValueKind != JsonValueKind.Object) yield break;
        foreach (var name in names)
            if (fault.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                yield return value.ToString();
    }

    static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
