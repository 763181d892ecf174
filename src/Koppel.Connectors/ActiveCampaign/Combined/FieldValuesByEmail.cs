using Koppel.Connectors.ActiveCampaign.Fields;
using Koppel.Connectors.ActiveCampaign.Loads;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Combined;

/// <summary>The values of contacts' fields, a row each, by address and field name: for exports that have them below each other.</summary>
internal static class FieldValuesByEmail
{
    static readonly Column Email =
        Column.Text(ContactColumns.Email) with { IsKey = true, Required = true, IgnoresCase = true, References = "contacts" };
    static readonly Column Name = Column.Text("field") with { IsKey = true, Required = true, IgnoresCase = true,
        Description = "The field's column in ContactsWithFields, which is its personalisation tag; in a load, its title too" };
    static readonly Column Value =
        Column.Text("value") with { Description = "The value as text, several options as ||a||b||; an empty text empties the field" };

    static readonly TableSchema Schema = new("FieldValuesByEmail", [Email, Name, Value])
    {
        Description = "The values of contacts' fields, by e-mail address and field name",
        Identity = [Email.Name, Name.Name],
        ValuesOf = Email.Name,
        Verbs = TableVerbs.Select | TableVerbs.Insert | TableVerbs.Update,
        Refusals = new Dictionary<WriteOperation, string> { [WriteOperation.Delete] =
            "A row of FieldValuesByEmail cannot be deleted. Update its value to an empty text." },
    };

    /// <summary>The table of an account with these fields.</summary>
    public static ITable Of(Sources sources, FieldNames fields) => new NamedTable<CustomField>(sources, Schema)
    {
        Scan = _ => new(sources)
        {
            PartsOf = _ => ContactParts.Fields,
            Items = contact => fields.All.Where(f => contact.Field(f.Id).Length > 0),
            Set = (
                column, buffer, row, contact,
                field) => buffer.SetText(row,
                    column.Name == Email.Name
                        ? contact.Email
                        : column.Name == Name.Name ? field.Name : FieldText.Normal(field, contact.Field(field.Id))),
        },
        Rows = (request, _) => new FieldRows(request, fields),
    };
}
