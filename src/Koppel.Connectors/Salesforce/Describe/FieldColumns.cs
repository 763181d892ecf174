using System.Globalization;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Salesforce.Describe;

/// <summary>Makes columns of fields.</summary>
internal static class FieldColumns
{
    /// <summary>The columns of an object, in Salesforce's order; behind an id of several objects' rows, which object's it is.</summary>
    public static IEnumerable<SoqlField> Of(OrgObject its)
    {
        foreach (var field in its.Fields)
        {
            yield return new SoqlField(field.Name, field, ColumnOf(field));
            if (field.IsPolymorphic) yield return TypeOf(field, "");
        }
    }

    /// <summary>A field of a related record, which is left out of <c>select *</c>.</summary>
    /// <param name="path">The way to the record, such as <c>Account.Owner</c>.</param>
    /// <param name="field">The field.</param>
    public static SoqlField Related(string path, OrgField field)
    {
        var whole = $"{path}.{field.Name}";
        return new SoqlField(whole, field, ColumnOf(field) with
        {
            Name = whole, IsKey = false, ReadOnly = true, Required = false, Hidden = true, InsertOnly = false, UpdateOnly = false,
            CanBeEmptied = false, IsCreationTime = false, Description = $"{field.Label} of {path}.",
        });
    }

    /// <summary>Of which object the row is that an id refers to.</summary>
    /// <param name="field">The id.</param>
    /// <param name="path">The way to the record that has it, with its point, or nothing.</param>
    public static SoqlField TypeOf(OrgField field, string path)
    {
        var whole = $"{path}{field.RelationshipName}.Type";
        var type = new OrgField { Name = "Type", Label = "Type", Type = "picklist", Length = 80, Filterable = true, Nillable = true };
        return new SoqlField(whole, type, Column.Text(whole) with
        {
            ReadOnly = true, Hidden = path.Length > 0,
            Description = $"Of which object {field.Name} is: {string.Join(", ", Some(field.ReferenceTo))}.",
        });
    }

    static Column ColumnOf(OrgField field) => new(field.Name, field.ColumnType)
    {
        IsKey = field.Type == "id",
        Required = field.IsRequired,
        ReadOnly = field is { Createable: false, Updateable: false },
        InsertOnly = field is { Createable: true, Updateable: false },
        UpdateOnly = field is { Createable: false, Updateable: true },
        CanBeEmptied = field is { Nillable: true, Updateable: true } && field.ColumnType.Kind != ColumnKind.Text,
        Hidden = field.IsCompound || field.Type == "base64",
        Sameness = SamenessOf(field),
        ChoiceSeparator = field.IsSet ? ";" : null,
        References = field is { Type: "reference", ReferenceTo: [var only] } ? only : null,
        // A picklist may begin with a value although describe does not say so: CleanStatus does.
        HasDefault = field.DefaultedOnCreate || field.Class == FieldClass.Picklist,
        IsCreationTime = field.Name == "CreatedDate",
        Description = Describe(field),
    };

    /// <summary>
    /// Salesforce finds rows by their keys without regard to case, keeps addresses in lower case, and takes the blanks around a text away.
    /// </summary>
    static TextSameness SamenessOf(OrgField field) => field switch
    {
        { Class: not FieldClass.Text } => TextSameness.Exact,
        { IsUpsertKey: true, CaseSensitive: false } => TextSameness.Name,
        { Type: "email" } => TextSameness.Case | TextSameness.Blanks,
        _ => TextSameness.Blanks,
    };

    static string Describe(OrgField field)
    {
        var what = field.Type switch
        {
            "reference" when field.ReferenceTo.Count > 0 => $"id of {string.Join(", ", Some(field.ReferenceTo))}",
            "string" or "textarea" or "email" or "phone" or "url" when field.Length > 0 =>
                string.Create(CultureInfo.InvariantCulture, $"{field.Type}, at most {field.Length:N0} characters"),
            _ => field.Type,
        };
        string[] more = [
            .. field.ExternalId ? ["external id"] : Array.Empty<string>(), .. field.Unique ? ["unique"] : Array.Empty<string>(),
            .. field.Calculated ? ["calculated"] : Array.Empty<string>(), .. field.Filterable ? Array.Empty<string>() : ["no conditions"],
        ];
        return $"{field.Label}: {string.Join(", ", [what, .. more])}.";
    }

    static IEnumerable<string> Some(IReadOnlyList<string> names) =>
        names.Count <= 5 ? names : [.. names.Take(5), $"and {names.Count - 5} more"];
}
