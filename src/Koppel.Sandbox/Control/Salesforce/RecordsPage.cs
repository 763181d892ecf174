using Koppel.Sandbox.Control.Calls;
using Koppel.Sandbox.Salesforce.Schema;
using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Control.Salesforce;

/// <summary>A page of the records of an object.</summary>
/// <param name="Object">The object.</param>
/// <param name="Columns">The fields that are shown: the name, and those with the most values on the page.</param>
/// <param name="Total">How many records there are that are wanted.</param>
/// <param name="Offset">The first of the page.</param>
/// <param name="Limit">How many a page has.</param>
/// <param name="Records">The page.</param>
internal sealed record RecordsPage(
    string Object, IReadOnlyList<string> Columns, int Total, int Offset, int Limit, IReadOnlyList<RecordsPage.Row> Records)
{
    const int Size = 50;
    const int MostColumns = 6;

    // Every record has these.
    static readonly HashSet<string> System =
    [
        "Id", "IsDeleted", "CreatedDate", "CreatedById", "LastModifiedDate", "LastModifiedById", "SystemModstamp", "LastViewedDate",
        "LastReferencedDate", "OwnerId", "PhotoUrl",
    ];

    /// <summary>Null when there is no such object.</summary>
    public static RecordsPage? Read(OrgData org, ControlCall call) => org.Schema.Find(call.Text("object")) is not { } type ? null
        : org.Use(() =>
        {
            var table = org.Table(type);
            var rows = Wanted(table, call.Text("search"), call.Text("where") == "bin" ? Life.Deleted : Life.Live);
            var offset = Math.Clamp(call.Number("offset"), 0, rows.Count);
            var page = rows.Skip(offset).Take(Size).ToArray();
            var columns = Shown(table, page);
            return new RecordsPage(type.Name, columns, rows.Count, offset, Size, [.. page.Select(row => new Row(
                table.IdTextOf(row), [.. columns.Select(name => ValueText.Of(org, table.Get(row, name)))]))]);
        });

    static List<int> Wanted(RecordTable table, string search, Life life)
    {
        var fields = table.Type.Fields.Where(field => field.NameField || field.Type is FieldType.Email or FieldType.Id).ToArray();
        var rows = new List<int>();
        for (var row = 0; row < table.Count; row++)
        {
            if (table.LifeOf(row) != life) continue;
            if (search.Length > 0 && !fields.Any(field => Holds(field, row))) continue;
            rows.Add(row);
        }

        return rows;

        bool Holds(OrgField field, int row) =>
            (field.Type == FieldType.Id ? table.IdTextOf(row) : table.Get(row, field.Name) as string)
                ?.Contains(search, StringComparison.OrdinalIgnoreCase) == true;
    }

    static string[] Shown(RecordTable table, int[] page)
    {
        var name = table.Type.NameField?.Name;
        var others = table.Type.Fields.Where(field => field.Name != name && !System.Contains(field.Name)
                && field.Type is not (FieldType.Boolean or FieldType.Address or FieldType.Location) && !field.IsReference)
            .Select(field => (field.Name, Filled: page.Count(row => table.Get(row, field.Name) is not null)))
            .Where(field => field.Filled > 0).OrderByDescending(field => field.Filled).Take(MostColumns).Select(field => field.Name);
        return [.. name is null ? others : others.Prepend(name)];
    }

    /// <summary>One record.</summary>
    internal sealed record Row(string Id, IReadOnlyList<string> Values);
}
