using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Salesforce.Describe;

/// <summary>An object as a table's name and columns.</summary>
internal static class ObjectSchema
{
    /// <summary>The table of an object whose fields are known.</summary>
    public static TableSchema Of(OrgObject its, IReadOnlyList<SoqlField> fields) => Of(its) with
    {
        Columns = [.. fields.Select(f => f.Column)],
        Identity = IdentityOf(its),
        UpsertKeys = !its.Createable || !its.Updateable ? []
            : [.. its.Fields.Where(f => f is { IsUpsertKey: true, Type: not "id" }).Select(f => f.Name)],
    };

    /// <summary>The table of an object of which no more than its name is known.</summary>
    public static TableSchema Of(ObjectSummary its) => new(its.Name, [])
    {
        Description = $"{its.Label}.",
        Verbs = TableVerbs.Select | (its.Createable ? TableVerbs.Insert : 0) | (its.Updateable ? TableVerbs.Update : 0)
            | (its.Deletable ? TableVerbs.Delete : 0) | (its.Undeletable ? TableVerbs.Restore : 0),
    };

    /// <summary>
    /// What makes a new row the same as one that is there: the one key that an org's own system gives to each, when there is just one.
    /// </summary>
    static IReadOnlyList<string> IdentityOf(OrgObject its) =>
        its.Fields.Where(f => f is { ExternalId: true, Unique: true, Createable: true }).ToList() is [var only] ? [only.Name] : [];
}
