using System.Globalization;
using Koppel.Sandbox.Salesforce.Schema;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Rest;

/// <summary>What objects there are, and what fields they have.</summary>
internal sealed class DescribeCalls(OrgData org)
{
    readonly Lock _gate = new();
    DateTime _changed = org.Now;
    int _access;

    public IEnumerable<SalesforceRoute> Routes() =>
    [
        new("GET", "sobjects", List), new("GET", "sobjects/{object}/describe", Full), new("GET", "sobjects/{object}", Short),
        // Layouts and list views are things of pages, and of those there are none.
        new("GET", "sobjects/{object}/describe/{what}", _ => throw SalesforceFault.NotFound()),
        new("GET", "sobjects/{object}/listviews", _ => throw SalesforceFault.NotFound()),
    ];

    /// <summary>The object that a path names.</summary>
    /// <exception cref="SalesforceFault">There is none.</exception>
    public static OrgObject ObjectOf(OrgData org, SalesforceCall call) =>
        org.Schema.Find(call["object"]) ?? throw SalesforceFault.NotFound();

    SalesforceAnswer List(SalesforceCall call) => Kept(call, SalesforceAnswer.Json(200, json =>
    {
        json.WriteStartObject();
        json.WriteString("encoding", "UTF-8");
        json.WriteNumber("maxBatchSize", 200);
        json.WriteStartArray("sobjects");
        foreach (var type in org.Schema.Objects) new ObjectJson(json, call.Base).InList(type);
        json.WriteEndArray();
        json.WriteEndObject();
    }));

    SalesforceAnswer Full(SalesforceCall call)
    {
        var type = ObjectOf(org, call);
        var recordTypes = org.Use(() => RecordTypesOf(type));
        return Kept(call, SalesforceAnswer.Json(200, json =>
            new ObjectJson(json, call.Base).Full(type, org, recordTypes, call.Root)));
    }

    SalesforceAnswer Short(SalesforceCall call)
    {
        var type = ObjectOf(org, call);
        return org.Use(() => SalesforceAnswer.Json(200, json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("objectDescribe");
            new ObjectJson(json, call.Base).InList(type);
            json.WriteStartArray("recentItems");
            foreach (var (table, row, _) in RecentCalls.Of(org.Table(type)))
                RowJson.Write(json, call.Base, table, row, RowJson.Fields(org.Access, type, ["Id", type.NameField?.Name ?? "Id"]));
            json.WriteEndArray();
            json.WriteEndObject();
        }));
    }

    // What a caller has stays right until somebody hides fields or shows them again.
    SalesforceAnswer Kept(SalesforceCall call, SalesforceAnswer answer)
    {
        var hash = new HashCode();
        hash.AddBytes(answer.Body.Span);
        lock (_gate)
        {
            if (_access != org.Access.Version) (_access, _changed) = (org.Access.Version, org.Now.AddSeconds(1));
            return answer.OrNotModified(call, hash.ToHashCode().ToString("x8", CultureInfo.InvariantCulture), _changed);
        }
    }

    List<RecordTypeInfo> RecordTypesOf(OrgObject type)
    {
        var table = org.Table("RecordType");
        return
        [
            .. from row in Enumerable.Range(0, table.Count)
               where table.Get(row, "SobjectType") is string name && name == type.Name
               select new RecordTypeInfo(table.IdTextOf(row), (string)table.Get(row, "Name")!, (string)table.Get(row, "DeveloperName")!,
                   false),
            new("012000000000000AAA", "Master", "Master", true),
        ];
    }
}
