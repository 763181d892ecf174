using Koppel.Sandbox.Control.Calls;
using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Control.Salesforce;

/// <summary>A record with the values of all its fields that have one.</summary>
internal sealed record RecordPage(string Object, string Id, string Name, bool IsDeleted, IReadOnlyList<RecordPage.Field> Values)
{
    /// <summary>Null when there is no such record.</summary>
    public static RecordPage? Read(OrgData org, ControlCall call) => org.Use(() =>
    {
        if (org.Parse(call.Text("id")) is not { } id || org.Find(id) is not var (table, row)) return null;
        var name = table.Type.NameField is { } field ? ValueText.Of(org, table.Get(row, field.Name)) : "";
        var values = table.Type.Fields.Select(one => (one.Name, Value: table.Get(row, one.Name)))
            .Where(one => one.Value is not null)
            .Select(one => new Field(one.Name, ValueText.Of(org, one.Value), one.Value is RecordId && one.Name != "Id"));
        return new RecordPage(table.Type.Name, table.IdTextOf(row), name, table.LifeOf(row) == Life.Deleted, [.. values]);
    });

    /// <summary>A field.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Value">Its value.</param>
    /// <param name="RefersTo">Whether the value is the id of another record.</param>
    internal sealed record Field(string Name, string Value, bool RefersTo);
}
