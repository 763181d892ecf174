using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// The values of contacts' custom fields. Source: the API's reference of fieldValues (2026-08) and recorded answers (2020 to 2021). All
/// values are texts; several of a checkbox or listbox stand between double bars.
/// </summary>
internal static class FieldValues
{
    /// <summary>The declaration.</summary>
    public static readonly RestTable Table = new("fieldValues", Item: "fieldValue")
    {
        Description = "The values of contacts' custom fields, by ids",
        Path = "fieldValues",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.BigInt("contact") with { InsertOnly = true, Form = ValueForm.Quoted, Required = true, References = "contacts" },
            Column.BigInt("field") with { InsertOnly = true, Form = ValueForm.Quoted, Required = true, References = "fields" },
            Column.Text("value") with { Required = true, Description = "The value; several as ||a||b||, a date as 2026-01-31" },
            ReadOnlyColumns.Created("cdate"),
            ReadOnlyColumns.Changed("udate"),
            .. ReadOnlyColumns.Aside(ReadOnlyColumns.Id("owner", "contacts", "As contact"), ReadOnlyColumns.Id("created_by", "users"),
                ReadOnlyColumns.Id("updated_by", "users")),
        ],
        Filters =
        [
            Filter.ById("id", "fieldValues/{id}"),
            Filter.Many("contact", "ids[]", most: 100) with { Through = "contacts" },
            Filter.Path("contact", "contacts/{contact}/fieldValues"),
            Filter.Query("field", "filters[fieldid]", Match.Exact),
            Filter.Query("value", "filters[val]", Match.Inexact),
        ],
        Identity = ["contact", "field"],
        Insert = RowCall.Post("fieldValues") with { Repeatable = true }, // A contact has one value a field: it is set again.
        Update = RowCall.Put("fieldValues/{id}") with { Also = ["contact", "field"] }, // The reference wants both with every change.
        Delete = RowCall.Delete("fieldValues/{id}"),
    };
}
