using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// The fields that an account gives its accounts and deals, and their values: one service for both. Source: the API's reference (2026-08)
/// and recorded answers (2020). The times are true UTC here, whether they say so or not. Several values are a JSON array, and money is in
/// cents, its currency beside it; which of both a value is depends on its field, so that values are JSON here.
/// </summary>
internal static class CustomFields
{
    /// <summary>The fields of accounts.</summary>
    public static readonly RestTable AccountMeta = Meta("account");

    /// <summary>The values of accounts. The owner stands under one name in answers and under another in requests.</summary>
    public static readonly RestTable AccountData =
        Data("account", Column.BigInt("customerAccountId") with { Field = "accountId", SentAs = "customerAccountId" });

    /// <summary>The fields of deals.</summary>
    public static readonly RestTable DealMeta = Meta("deal");

    /// <summary>The values of deals.</summary>
    public static readonly RestTable DealData = Data("deal", Column.BigInt("dealId"));

    static RestTable Meta(string of) => new($"{of}CustomFieldMeta", Item: $"{of}CustomFieldMetum")
    {
        Description = $"The custom fields of {of}s",
        Path = $"{of}CustomFieldMeta",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.Text("fieldLabel") with { Required = true, IgnoresCase = true, Description = "The title" },
            Column.Text("fieldType") with { Required = true, InsertOnly = true,
                Description = "text, textarea, date, datetime, dropdown, multiselect, radio, checkbox, hidden, currency or number",
                Example = "text" },
            Column.TextList("fieldOptions") with { Description = "What can be chosen" },
            Column.Json("fieldDefault") with { Description = "The value of a new row" },
            Column.Text("fieldDefaultCurrency"),
            Column.Boolean("isFormVisible") with { Form = ValueForm.TrueFalse },
            ReadOnlyColumns.Flag("isRequired"),
            Column.BigInt("displayOrder"),
            ReadOnlyColumns.Text("personalization", "The tag by which messages name it"),
            ReadOnlyColumns.Aside(ReadOnlyColumns.Number("knownFieldId")),
            ReadOnlyColumns.Aside(ReadOnlyColumns.Flag("hideFieldFlag")),
            ReadOnlyColumns.Created("createdTimestamp"),
            ReadOnlyColumns.Changed("updatedTimestamp"),
            .. ReadOnlyColumns.Aside(ReadOnlyColumns.Id("createdBy", "users"), ReadOnlyColumns.Id("updatedBy", "users")),
        ],
        Filters = [Filter.ById("id", $"{of}CustomFieldMeta/{{id}}")],
        Identity = ["fieldLabel"],
        Insert = RowCall.Post($"{of}CustomFieldMeta"),
        Update = RowCall.Put($"{of}CustomFieldMeta/{{id}}"),
        Delete = RowCall.Delete($"{of}CustomFieldMeta/{{id}}"),
    };

    static RestTable Data(string of, Column owner) => new($"{of}CustomFieldData", Item: $"{of}CustomFieldDatum")
    {
        Description = $"The values of custom fields of {of}s, by ids",
        Path = $"{of}CustomFieldData",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            owner with { Required = true, InsertOnly = true, References = $"{of}s" },
            Column.BigInt("customFieldId") with { Required = true, InsertOnly = true, References = $"{of}CustomFieldMeta" },
            Column.Json("fieldValue") with { Required = true,
                Description = "The value as JSON: a text, a number of cents, or a list of texts" },
            Column.Text("fieldCurrency") with { Description = "The currency of money" },
            ReadOnlyColumns.Aside(ReadOnlyColumns.Number($"{of}CustomFieldMetumId", "As customFieldId")),
            ReadOnlyColumns.Created("createdTimestamp"),
            ReadOnlyColumns.Changed("updatedTimestamp"),
        ],
        Filters = [Filter.ById("id", $"{of}CustomFieldData/{{id}}"), Filter.Query(owner.Name, $"filters[{owner.Name}]", Match.Inexact)],
        Identity = [owner.Name, "customFieldId"],
        Insert = RowCall.Post($"{of}CustomFieldData"),
        Update = RowCall.Put($"{of}CustomFieldData/{{id}}"),
        Delete = RowCall.Delete($"{of}CustomFieldData/{{id}}"),
        // No number is documented; a batch that is too large is cut.
        InsertMany = BulkCall.Post($"{of}CustomFieldData/bulkCreate", most: 250),
        UpdateMany = BulkCall.Patch($"{of}CustomFieldData/bulkUpdate", most: 250),
    };
}
