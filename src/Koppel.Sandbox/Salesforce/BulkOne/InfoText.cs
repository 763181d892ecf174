using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.BulkOne;

/// <summary>What is told of a job or a batch: names and values, in JSON or in XML.</summary>
internal static class InfoText
{
    public static readonly XNamespace Space = "http://www.force.com/2009/06/asyncapi/dataload";

    // Clients compare it, so that it is as it is there: without a charset.
    const string JsonType = "application/json";
    const string XmlType = "application/xml;charset=UTF-8";

    /// <summary>One thing.</summary>
    public static SalesforceAnswer One(int status, bool isJson, string root, IReadOnlyList<(string Name, object? Value)> members) =>
        isJson
            ? SalesforceAnswer.Json(status, json => Write(json, members)) with { ContentType = JsonType }
            : Xml(status, Element(root, members));

    /// <summary>Several.</summary>
    public static SalesforceAnswer List(
        bool isJson, string root, string item, IEnumerable<IReadOnlyList<(string Name, object? Value)>> all) => isJson
        ? SalesforceAnswer.Json(200, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray(item);
            foreach (var one in all) Write(json, one);
            json.WriteEndArray();
            json.WriteEndObject();
        }) with { ContentType = JsonType }
        : Xml(200, new(Space + root, all.Select(one => Element(item, one))));

    public static SalesforceAnswer Fault(bool isJson, AsyncFault fault) =>
        One(400, isJson, "error", [("exceptionCode", fault.Code), ("exceptionMessage", fault.Message)]);

    public static SalesforceAnswer Xml(int status, XElement root) => SalesforceAnswer.Text(status, XmlType,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + root.ToString(SaveOptions.DisableFormatting));

    static void Write(Utf8JsonWriter json, IReadOnlyList<(string Name, object? Value)> members)
    {
        json.WriteStartObject();
        foreach (var (name, value) in members)
        {
            json.WritePropertyName(name);
            switch (value)
            {
                case null: json.WriteNullValue(); break;
                case bool flag: json.WriteBooleanValue(flag); break;
                case int number: json.WriteNumberValue(number); break;
                case decimal version: json.WriteRawValue(version.ToString("0.0", CultureInfo.InvariantCulture)); break;
                case DateTime moment: json.WriteStringValue(MomentText.Of(moment)); break;
                default: json.WriteStringValue(value.ToString()); break;
            }
        }

        json.WriteEndObject();
    }

    // What is empty is left out.
    static XElement Element(string root, IReadOnlyList<(string Name, object? Value)> members) =>
        new(Space + root, members.Where(one => one.Value is not null).Select(one => new XElement(Space + one.Name, Text(one.Value!))));

    static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        decimal version => version.ToString("0.0", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
