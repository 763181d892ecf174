using Koppel.Sandbox.Salesforce.Schema;
using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.Records;

/// <summary>Records that are named by a key of theirs instead of by their id.</summary>
internal sealed class Keys(OrgData org, FieldReader reader)
{
    /// <summary>Whether records of an object can be named by a field.</summary>
    public static OrgField? Of(FieldAccess access, OrgObject type, string name) =>
        access.Find(type, name) is { } field && (field.ExternalId || field.IdLookup) && !field.AutoNumber ? field : null;

    /// <summary>The records that a key stands for, those in the recycle bin left out.</summary>
    public (IReadOnlyList<RecordId> Found, RowFault? Fault) Find(OrgObject type, OrgField key, object value)
    {
        var table = org.Table(type);
        if (key.Type == FieldType.Id)
        {
            if (value is not string text || org.Parse(text) is not { } id || (id.Table != table.Place && id.Table != 0))
                return ([], RowFault.MalformedId(key.Name, key.Label, $"{value}"));
            return table.RowOf(id) is >= 0 and var at && table.LifeOf(at) == Life.Live ? ([id], null) : ([], null);
        }

        var (wanted, fault) = reader.Read(key, value);
        if (fault is not null || wanted is null) return ([], fault);
        return ([.. table.Find(table.Type.PlaceOf(key.Name), wanted).Where(row => table.LifeOf(row) == Life.Live).Select(table.IdOf)],
            null);
    }

    /// <summary>The lookup that a relationship stands for, and the record that a key there names.</summary>
    public (OrgField? Lookup, RecordId Id, RowFault? Fault) Parent(OrgObject type, string relationship, SentParent sent)
    {
        var lookup = type.Fields.FirstOrDefault(
            field => field.ReferenceTo.Count > 0 && relationship.Equals(field.RelationshipName, StringComparison.OrdinalIgnoreCase));
        if (lookup is null || !org.Access.Sees(type, lookup)) return (null, default, RowFault.NoField(relationship, type.Name));
        foreach (var target in lookup.ReferenceTo.Select(name => org.Schema.Find(name)!))
        {
            if (Of(org.Access, target, sent.Field) is not { } key) continue;
            var (found, fault) = Find(target, key, sent.Key);
            if (fault is not null) return (lookup, default, fault);
            if (found.Count > 1) return (lookup, default, Several(key, found));
            if (found.Count == 1) return (lookup, found[0], null);
            if (!lookup.IsPolymorphic)
                return (lookup, default, new("INVALID_FIELD",
                    $"Foreign key external ID: {sent.Key} not found for field {key.Name} in entity {target.Name}"));
        }

        return (lookup, default, new("INVALID_FIELD", $"Foreign key external ID: {sent.Key} not found for field {sent.Field} in entity "
            + string.Join(" or ", lookup.ReferenceTo)));
    }

    public RowFault Several(OrgField key, IReadOnlyList<RecordId> found) => new("DUPLICATE_EXTERNAL_ID",
        $"{key.Name}: more than one record found for external id field: [{string.Join(", ", found.Select(org.IdTextOf))}]", key.Name);
}
