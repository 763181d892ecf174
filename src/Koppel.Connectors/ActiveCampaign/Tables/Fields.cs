using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// The custom fields of contacts, what can be chosen in them and the lists whose forms show them. Source: the API's reference of fields
/// (2026-08) and recorded answers (2020 to 2021). Options and relations have no list of their own: they stand beside the fields.
/// </summary>
internal static class Fields
{
    /// <summary>The fields.</summary>
    public static readonly RestTable Table = new("fields", Item: "field")
    {
        Description = "The custom fields of contacts",
        Path = "fields",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.Text("title") with { Required = true, IgnoresCase = true, HoldsNames = true, Description = "The title; a field is known by it" },
            Column.Text("type") with { Required = true,
                Description = "text, textarea, date, datetime, dropdown, listbox, radio, checkbox, hidden or number", Example = "text" },
            Column.Text("perstag") with { IgnoresCase = true,
                Description = "The tag by which messages name it; the API makes it upper case and takes blanks out", Example = "COLOUR" },
            Column.Text("descript"),
            Column.Text("defval") with { Description = "The value of a new contact" },
            Column.Boolean("visible") with { Form = ValueForm.TrueFalse },
            Column.Boolean("show_in_list") with { Form = ValueForm.TrueFalse },
            ReadOnlyColumns.Flag("isrequired"),
            Column.BigInt("ordernum") with { Description = "Its place among the fields" },
            Column.BigInt("rows") with { InsertOnly = true },
            Column.BigInt("cols") with { InsertOnly = true },
            Column.Text("service"),
            ReadOnlyColumns.Ids("options", "Ids of rows of fieldOptions"),
            ReadOnlyColumns.Ids("relations", "Ids of rows of fieldRels"),
            ReadOnlyColumns.Created("cdate"),
            ReadOnlyColumns.Changed("udate"),
            .. ReadOnlyColumns.Stamps,
        ],
        Filters = [Filter.ById("id", "fields/{id}"), Filter.Query("perstag", "filters[perstag]", Match.Inexact)],
        Identity = ["title"],
        Insert = RowCall.Post("fields"),
        Update = RowCall.Put("fields/{id}"),
        Delete = RowCall.Delete("fields/{id}"),
    };

    /// <summary>What can be chosen.</summary>
    public static readonly RestTable Options = new("fieldOptions", Item: "fieldOption")
    {
        Description = "What can be chosen in a field of type dropdown, listbox, radio or checkbox",
        Path = "fields",
        Beside = "fields",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.BigInt("field") with { Required = true, References = "fields" },
            Column.Text("value") with { Required = true, IgnoresCase = true, Description = "What a contact's value is" },
            Column.Text("label") with { Description = "What is shown" },
            Column.BigInt("orderid") with { Description = "Its place among the options" },
            Column.Boolean("isdefault") with { Form = ValueForm.TrueFalse },
            ReadOnlyColumns.Created("cdate"),
            ReadOnlyColumns.Changed("udate"),
        ],
        Filters = [Filter.ById("id", "fieldOptions/{id}"), Filter.Path("field", "fields/{field}/options")],
        Identity = ["field", "value"],
        Insert = RowCall.Post("fieldOption/bulk") with { Body = BodyShape.List, Envelope = "fieldOptions" },
        Delete = RowCall.Delete("fieldOptions/{id}"),
        Refusals =
            Refusals.Of("fieldOption", (WriteOperation.Update, "Delete it and insert another; contacts keep the values that they have.")),
    };

    /// <summary>The lists whose forms show a field.</summary>
    public static readonly RestTable Relations = new("fieldRels", Item: "fieldRel")
    {
        Description = "The lists for which a field is shown; values can be written without",
        Path = "fields",
        Beside = "fields",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.BigInt("field") with { Required = true, References = "fields" },
            Column.BigInt("relid") with { Required = true, Description = "Id of the list, or 0 for all" },
            ReadOnlyColumns.Number("dorder"),
            ReadOnlyColumns.Created("cdate"),
        ],
        Filters = [Filter.ById("id", "fieldRels/{id}"), Filter.Path("field", "fields/{field}/relations")],
        Identity = ["field", "relid"],
        Insert = RowCall.Post("fieldRels"),
        Delete = RowCall.Delete("fieldRels/{id}"),
        Refusals = Refusals.Of("fieldRel", (WriteOperation.Update, "Delete it and insert another.")),
    };
}
