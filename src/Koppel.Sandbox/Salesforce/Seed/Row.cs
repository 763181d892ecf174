using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.Seed;

/// <summary>A record that is being filled.</summary>
internal readonly record struct Row(RecordTable Table, int At)
{
    public RecordId Id => Table.IdOf(At);

    public object? this[string field] { set => Table.Set(At, field, value); }

    /// <summary>Begins a record; who made it and when is known at once.</summary>
    public static Row Add(OrgData org, string type, DateTime created, RecordId? owner = null)
    {
        var table = org.Table(type);
        var row = new Row(table, table.Add());
        foreach (var (place, value) in table.Defaults) table.Set(row.At, place, value);
        if (table.Type.Field("OwnerId") is not null) row["OwnerId"] = owner ?? org.User;
        row["CreatedDate"] = created;
        row["CreatedById"] = org.User;
        row["LastModifiedDate"] = created;
        row["LastModifiedById"] = org.User;
        row["SystemModstamp"] = created;
        return row;
    }
}
