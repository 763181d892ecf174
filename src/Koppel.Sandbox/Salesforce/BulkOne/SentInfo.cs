using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.BulkOne;

/// <summary>What a call says of a job, in JSON or in XML.</summary>
internal static class SentInfo
{
    static readonly string[] s_known =
        ["assignmentRuleId", "concurrencyMode", "contentType", "externalIdFieldName", "object", "operation", "state"];

    /// <summary>The values by name; what is empty is left out.</summary>
    /// <exception cref="AsyncFault">It cannot be read, or says what there is not.</exception>
    public static Dictionary<string, string> Of(SalesforceCall call, bool isJson)
    {
        try
        {
            var sent = isJson ? Json(call.Body) : Xml(call.Body);
            if (sent.Keys.FirstOrDefault(name => !s_known.Contains(name)) is { } unknown)
                throw new AsyncFault("InvalidJob", $"The sandbox knows no '{unknown}' of a job.");
            return sent;
        }
        catch (Exception wrong) when (wrong is JsonException or XmlException or InvalidOperationException)
        {
            throw new AsyncFault("InvalidJob", "Unable to parse job: " + wrong.Message);
        }
    }

    static Dictionary<string, string> Json(ReadOnlyMemory<byte> body)
    {
        using var sent = JsonDocument.Parse(body);
        return sent.RootElement.EnumerateObject().Where(one => one.Value.ValueKind != JsonValueKind.Null)
            .ToDictionary(one => one.Name, one => one.Value.ToString(), StringComparer.Ordinal);
    }

    static Dictionary<string, string> Xml(ReadOnlyMemory<byte> body)
    {
        using var reader = XmlReader.Create(new MemoryStream(body.ToArray()), new() { DtdProcessing = DtdProcessing.Prohibit });
        var root = XDocument.Load(reader).Root!;
        if (root.Name != InfoText.Space + "jobInfo")
            throw new XmlException($"the root is {root.Name}, and not jobInfo of {InfoText.Space}");
        Dictionary<string, string> sent = new(StringComparer.Ordinal);
        foreach (var one in root.Elements().Where(one => one.Value.Length > 0)) sent[one.Name.LocalName] = one.Value.Trim();
        return sent;
    }
}
