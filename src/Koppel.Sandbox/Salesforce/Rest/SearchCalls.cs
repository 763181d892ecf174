using System.Globalization;
using System.Text.Json;
using Koppel.Sandbox.Salesforce.Soql;
using Koppel.Sandbox.Salesforce.Sosl;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Rest;

/// <summary>Searches for words over several objects: by SOSL, or by parameters.</summary>
internal sealed class SearchCalls(OrgData org)
{
    // Before, the records were answered by themselves.
    const int FirstWithName = 37;

    public IEnumerable<SalesforceRoute> Routes() =>
    [
        new("GET", "search", call => Answer(call, () => SearchParser.Parse(Query(call)))),
        new("GET", "parameterizedSearch", call => Answer(call, () => ByParameters(call))),
        new("POST", "parameterizedSearch", call => Answer(call, () => ByBody(call.Json()))),
    ];

    SalesforceAnswer Answer(SalesforceCall call, Func<Search> search) => org.Use(() =>
    {
        try
        {
            QueryResult[] found = [.. search().Run(org)];
            return SalesforceAnswer.Json(200, json =>
            {
                if (call.Version >= FirstWithName) json.WriteStartObject();
                if (call.Version >= FirstWithName) json.WritePropertyName("searchRecords");
                json.WriteStartArray();
                foreach (var one in found) new QueryJson(json, call.Base, org).Each(one);
                json.WriteEndArray();
                if (call.Version >= FirstWithName) json.WriteEndObject();
            });
        }
        catch (SoqlFault fault)
        {
            throw new SalesforceFault(400, fault.Code, fault.Message);
        }
    });

    static string Query(SalesforceCall call) =>
        call.Text("q") is { Length: > 0 } text
            ? text
            : throw new SalesforceFault(400, "MALFORMED_SEARCH", "A search string has to be specified");

    Search ByParameters(SalesforceCall call)
    {
        var (fields, most) = (call.Text("fields") ?? "Id", Limit(call.Text("defaultLimit")));
        var names = call.Query.TryGetValue("sobject", out var sent) ? sent.Select(one => one!) : [];
        return new(SearchText.Parse(Query(call)), SearchParser.Group(call.Text("in") ?? "ALL"),
            [.. names.Select(name => Target(name, call.Text(name + ".fields") ?? fields, call.Text(name + ".where"),
                call.Text(name + ".orderBy"), Limit(call.Text(name + ".limit")) ?? most))],
            Limit(call.Text("overallLimit")) ?? Search.Most);
    }

    Search ByBody(JsonElement sent)
    {
        var (fields, most) = (Names(sent) ?? "Id", Number(sent, "defaultLimit"));
        var targets = SentJson.Member(sent, "sobjects") is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : default;
        return new(SearchText.Parse(Text(sent, "q") ?? ""), SearchParser.Group(Text(sent, "in") ?? "ALL"),
            [.. targets.Select(one => Target(Text(one, "name") ?? throw SentJson.Wrong("Each of sobjects needs a name."),
                Names(one) ?? fields, Text(one, "where"), Text(one, "orderBy"), Number(one, "limit") ?? most))],
            Number(sent, "overallLimit") ?? Search.Most);
    }

    SearchTarget Target(string name, string fields, string? where, string? order, int? limit)
    {
        // Names that are no names would become other parts of the query.
        if (org.Schema.Find(name) is not { } type)
            throw new SoqlFault(SoqlCodes.InvalidType, $"sObject type '{name}' is not supported.");
        return new(type.Name, fields, (where is null ? "" : $" WHERE {where}") + (order is null ? "" : $" ORDER BY {order}")
            + (limit is null ? "" : string.Create(CultureInfo.InvariantCulture, $" LIMIT {limit}")));
    }

    static int? Limit(string? text) => text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new SalesforceFault(400, "MALFORMED_SEARCH", $"'{text}' is no whole number of records.");

    static string? Names(JsonElement sent) => SentJson.Member(sent, "fields") is { ValueKind: JsonValueKind.Array } names
        ? string.Join(',', names.EnumerateArray().Select(one => one.ToString())) : null;

    static string? Text(JsonElement sent, string name) =>
        SentJson.Member(sent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    static int? Number(JsonElement sent, string name) => SentJson.Member(sent, name) is { } number ? Limit(number.ToString()) : null;
}
