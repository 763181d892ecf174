using System.Globalization;
using System.Text.RegularExpressions;
using Koppel.Sandbox.Salesforce.Schema;
using Koppel.Sandbox.Salesforce.Soql;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Rest;

/// <summary>Queries and their pages.</summary>
/// <param name="org">The org.</param>
/// <param name="options">How it behaves.</param>
/// <param name="below">The room below a version in which the calls stand: none, or that of tools.</param>
/// <param name="only">The only objects that can be asked for there; null for all.</param>
internal sealed partial class QueryCalls(
    OrgData org, SalesforceOptions options, string below = "", IReadOnlyCollection<string>? only = null)
{
    const int LeastPage = 200;
    const int MostPage = 2000;
    const int WideColumns = 100;

    readonly SoqlRunner _runner = new(org);
    readonly Cursors _cursors = new(org);

    public IEnumerable<SalesforceRoute> Routes() =>
    [
        new("GET", below + "query", call => Query(call, withDeleted: false)),
        new("GET", below + "queryAll", call => Query(call, withDeleted: true)),
        new("GET", below + "query/{locator}", More), new("GET", below + "queryAll/{locator}", More),
    ];

    SalesforceAnswer Query(SalesforceCall call, bool withDeleted)
    {
        if (call.Text("explain") is not null)
            throw new SalesforceFault(400, "NOT_SERVED", "The sandbox explains no queries. Ask for the rows with q instead of explain.");
        if (call.Text("q") is not { Length: > 0 } text)
            throw new SalesforceFault(400, "MALFORMED_QUERY", "A query string has to be specified");
        return org.Use(() =>
        {
            try
            {
                var result = _runner.Run(text, withDeleted);
                if (only?.Contains(result.Scope.Table.Type.Name) == false)
                    throw new SoqlFault(SoqlCodes.InvalidType, $"sObject type '{result.Scope.Table.Type.Name}' is not supported.");
                if (result.For is { } use) RecentCalls.Note(result.Scope.Table, result.Rows, isViewed: use == "VIEW");
                return call.Text("columns") == "true" ? ColumnsJson.Answer(text, result) : First(call, result);
            }
            catch (SoqlFault fault)
            {
                throw new SalesforceFault(400, fault.Code, fault.Message);
            }
        });
    }

    SalesforceAnswer First(SalesforceCall call, QueryResult result)
    {
        if (result.Selection is null)
            return SalesforceAnswer.Json(200, json =>
            {
                json.WriteStartObject();
                json.WriteNumber("totalSize", result.Total);
                json.WriteBoolean("done", true);
                new QueryJson(json, Root(call), org).Aggregates(result);
                json.WriteEndObject();
            });
        return Page(call, result, () => _cursors.Keep(result, PageOf(call, result.Selection)), 0, PageOf(call, result.Selection));
    }

    SalesforceAnswer More(SalesforceCall call) => org.Use(() =>
    {
        var (cursor, from) = _cursors.Find(call["locator"]);
        // Where pages vary each one is of another size.
        var page = options.PagesVary ? cursor.Page - (cursor.Page * (from % 7 % 4) / 5) : cursor.Page;
        return Page(call, cursor.Result, () => cursor, from, page);
    });

    SalesforceAnswer Page(SalesforceCall call, QueryResult result, Func<Cursor> cursor, int from, int most) =>
        SalesforceAnswer.Json(200, json =>
    {
        // The rows are written first, into the middle: how far they reach says whether there are more.
        var rows = SalesforceAnswer.JsonBytes(inner =>
        {
            inner.WriteStartObject();
            from = new QueryJson(inner, Root(call), org).Page(result, from, most);
            inner.WriteEndObject();
        }).Span["{\"records\":".Length..^1];
        json.WriteStartObject();
        json.WriteNumber("totalSize", result.Total);
        json.WriteBoolean("done", from == result.Rows.Count);
        if (from < result.Rows.Count) json.WriteString("nextRecordsUrl", $"{Root(call)}/query/{Cursors.LocatorOf(cursor(), from)}");
        json.WritePropertyName("records");
        json.WriteRawValue(rows, skipInputValidation: true);
        json.WriteEndObject();
    });

    string Root(SalesforceCall call) => $"{call.Base}/{below}".TrimEnd('/');

    // The caller's wish is a hint; wide rows and long texts make pages shorter.
    int PageOf(SalesforceCall call, Selection selection)
    {
        var page = options.QueryPage;
        if (call.Header("Sforce-Query-Options") is { } wishes && BatchSize().Match(wishes) is { Success: true } wish)
            page = Math.Clamp(int.Parse(wish.Groups[1].Value, CultureInfo.InvariantCulture), LeastPage, MostPage);
        if (selection.Cells.Any(cell => cell.Source.Field is { Type: FieldType.TextArea, Length: > 255 })) page = Math.Max(1, page / 2);
        return selection.Cells.Count > WideColumns ? Math.Max(1, page / 2) : page;
    }

    [GeneratedRegex(@"batchSize\s*=\s*([0-9]{1,6})", RegexOptions.IgnoreCase)]
    private static partial Regex BatchSize();
}
