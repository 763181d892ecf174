using Koppel.Sdk;
using Koppel.Sdk.Rest;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// The fields that an account gives its deals, and their values. Source: the API's reference (2026-08) and recorded answers (2020). The times are
/// true UTC here, whether they say so or not. Several values are a JSON array, and money is in cents, its currency beside it; which of both a value
/// is depends on its field, so that values are JSON here.
/// </summary>
internal static class DealCustomFields
{
    /// <summary>The fields.</summary>
    public static readonly RestTable Meta = new("dealCustomFieldMeta", Item: "dealCustomFieldMetum")
    {
        Description = "The custom fields of deals",
        Path = "dealCustomFieldMeta",
        Paging = Paging.Offset(max: 100),
        Columns =
        [
            Column.Key("id"),
            Column.Text("fieldLabel") with { Required = true, IgnoresCase = true, Description = "The title" },
            Column.Text("fieldType") with { Required = true, InsertOnly = true, Description = "text, textarea, date, datetime, dropdown, multiselect, radio, checkbox, hidden, currency or number", Example = "text" },
            Column.TextList("fieldOptions") with { Description = "What can be chosen" },
            Column.Json("fieldDefault") with { Description = "The value of a new row" },
            Column.Text("fieldDefaultCurrency"),
            Column.Boolean("isFormVisible") with { Form = ValueForm.TrueFalse },
            Given.Flag("isRequired"),
            Column.BigInt("displayOrder"),
            Given.Text("personalization", "The tag by which messages name it"),
            Given.Aside(Given.Number("knownFieldId")),
            Given.Aside(Given.Flag("hideFieldFlag")),
            Given.Created("createdTimestamp"),
            Given.Changed("updatedTimestamp"),
            .. Given.Aside(Given.Id("createdBy", "users"), Given.Id("updatedBy", "users")),
        ],
        Filters = [Filter.ById("id", "dealCustomFieldMeta/{id}")],
        Identity = ["fieldLabel"],
        Insert = RowCall.Post("dealCustomFieldMeta"),
        Update = RowCall.Put("dealCustomFieldMeta/{id}"),
        Delete = RowCall.Delete("dealCustomFieldMeta/{id}"),
    };

    /// <summary>The values.</summary>
    public static readonly RestTable Data = new("dealCustomFieldData", Item: "dealCustomFieldDatum")
    {
        Description = "The values of custom fields of deals, by ids",
        Path = "dealCustomFieldData",
        Paging = Paging.Offset(max: 100),
        Columns =
        [
            Column.Key("id"),
            Column.BigInt("dealId") with { Required = true, InsertOnly = true, References = "deals" },
            Column.BigInt("customFieldId") with { Required = true, InsertOnly = true, References = "dealCustomFieldMeta" },
            Column.Json("fieldValue") with { Required = true, Description = "The value as JSON: a text, a number of cents, or a list of texts" },
            Column.Text("fieldCurrency") with { Description = "The currency of money" },
            Given.Aside(Given.Number("dealCustomFieldMetumId", "As customFieldId")),
            Given.Created("createdTimestamp"),
            Given.Changed("updatedTimestamp"),
        ],
        Filters = [Filter.ById("id", "dealCustomFieldData/{id}"), Filter.Query("dealId", "filters[dealId]", Match.Inexact)],
        Identity = ["dealId", "customFieldId"],
        Insert = RowCall.Post("dealCustomFieldData"),
        Update = RowCall.Put("dealCustomFieldData/{id}"),
        Delete = RowCall.Delete("dealCustomFieldData/{id}"),
        InsertMany = BulkCall.Post("dealCustomFieldData/bulkCreate", most: 250), // No number is documented; a batch that is too large is cut.
        UpdateMany = BulkCall.Patch("dealCustomFieldData/bulkUpdate", most: 250),
    };
}
