using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Fields;

/// <summary><c>/fieldOptions</c>: what can be chosen in a field. Several are made at once, under <c>/fieldOption/bulk</c>.</summary>
internal static class FieldOptions
{
    public static readonly Resource Resource = new("fieldOptions", "fieldOption", "FieldOption",
    [
        Reference("field"), Number("orderid"), Text("value"), Text("label"), Flag("isdefault"), Created("cdate"), Updated("udate"),
        Links("field"), Id(),
    ])
    {
        Verbs = Verbs.List | Verbs.One | Verbs.Delete,
        Nested = [Nested.Under("fields", "options", "field")],
        Calls = set =>
        [
            new("POST", "fieldOption/bulk", call => CreateMany(set, call)),
            new("DELETE", "fieldOptions/{id}", call => Delete(set, call)),
        ],
    };

    static Answer CreateMany(ResourceSet set, ApiCall call)
    {
        if (call.Body.Member("fieldOptions") is not { ValueKind: JsonValueKind.Array } sent || sent.GetArrayLength() == 0)
            return Answer.Of(
                422, json => json.Name("errors"u8).Text("Bulk operation failed. Request must contain an array of fieldOption objects."));
        var (table, written) = (set.Store.Table(Resource), new List<Writing>());
        foreach (var item in sent.EnumerateArray())
        {
            var writing = new Writing(set, Resource, item, call) { IsNew = true };
            writing.Row = table.Add(writing.Now);
            writing.Apply();
            written.Add(writing);
        }

        return Answer.Of(201, json =>
        {
            json.Name("fieldOptions"u8).BeginArray();
            foreach (var writing in written) set["fieldOptions"].Writer.Write(json, writing.Record, Shown.Created, writing);
            json.EndArray();
        });
    }

    static Answer Delete(ResourceSet set, ApiCall call)
    {
        var answer = set["fieldOptions"].Delete(call);
        return answer.Status == 200 && (set.Options.FieldOptionDeletionIsEmpty || set.Options.IsBefore(Ages.March2021))
            ? answer.WithoutBody("9001")
            : answer;
    }
}
