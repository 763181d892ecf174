using Koppel.Sdk;
using Koppel.Sdk.Rest;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// The fields that an account gives its accounts, and their values. Source: the API's reference (2026-08) and recorded answers (2020). The times are
/// true UTC here, whether they say so or not. Several values are a JSON array, and money is in cents, its currency beside it; which of both a value
/// is depends on its field, so that values are JSON here.
/// </summary>
internal static class AccountCustomFields
{
    /// <summary>The fields.</summary>
    public static readonly RestTable Meta = new("accountCustomFieldMeta", Item: "accountCustomFieldMetum")
    {
        Description = "The custom fields of accounts",
        Path = "accountCustomFieldMeta",
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
        Filters = [Filter.ById("id", "accountCustomFieldMeta/{id}")],
        Identity = ["fieldLabel"],
        Insert = RowCall.Post("accountCustomFieldMeta"),
        Update = RowCall.Put("accountCustomFieldMeta/{id}"),
        Delete = RowCall.Delete("accountCustomFieldMeta/{id}"),
    };

    /// <summary>The values.</summary>
    public static readonly RestTable Data = new("accountCustomFieldData", Item: "accountCustomFieldDatum")
    {
        Description = "The values of custom fields of accounts, by ids",
        Path = "accountCustomFieldData",
        Paging = Paging.Offset(max: 100),
        Columns =
        [
            Column.Key("id"),
            Column.BigInt("customerAccountId") with { Field = "accountId", SentAs = "customerAccountId", Required = true, InsertOnly = true, References = "accounts" },
            Column.BigInt("customFieldId") with { Required = true, InsertOnly = true, References = "accountCustomFieldMeta" },
            Column.Json("fieldValue") with { Required = true, Description = "The value as JSON: a text, a number of cents, or a list of texts" },
            Column.Text("fieldCurrency") with { Description = "The currency of money" },
            Given.Aside(Given.Number("accountCustomFieldMetumId", "As customFieldId")),
            Given.Created("createdTimestamp"),
            Given.Changed("updatedTimestamp"),
        ],
        Filters = [Filter.ById("id", "accountCustomFieldData/{id}"), Filter.Query("customerAccountId", "filters[customerAccountId]", Match.Inexact)],
        Identity = ["customerAccountId", "customFieldId"],
        Insert = RowCall.Post("accountCustomFieldData"),
        Update = RowCall.Put("accountCustomFieldData/{id}"),
        Delete = RowCall.Delete("accountCustomFieldData/{id}"),
        InsertMany = BulkCall.Post("accountCustomFieldData/bulkCreate", most: 250), // No number is documented; a batch that is too large is cut.
        UpdateMany = BulkCall.Patch("accountCustomFieldData/bulkUpdate", most: 250),
    };
}
