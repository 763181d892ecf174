using Koppel.Sdk;
using Koppel.Sdk.Rest;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// Kinds of object of the account's own, and their records. Source: the API's reference of custom objects (2026-08) and what an integration saw live (2026-08): ids are texts, times true UTC,
/// numbers are numbers; a record with an external id that is there is replaced whole, so fields that are left out are cleared; PUT and PATCH are answered 405;
/// lists lag some seconds behind.
/// </summary>
internal static class CustomObjects
{
    /// <summary>The kinds.</summary>
    public static readonly RestTable Schemas = new("customObjectSchemas", Item: "schema")
    {
        Description = "The kinds of custom object, with their fields",
        Path = "customObjects/schemas",
        List = "schemas",
        Paging = Paging.Offset(max: 100),
        Columns =
        [
            Column.TextKey("id"),
            Column.Text("slug") with { Required = true, IgnoresCase = true, Description = "The name; a kind is known by it", Example = "bike" },
            Column.Json("labels") with { Required = true, Description = "What one and many are called: {\"singular\":\"Bike\",\"plural\":\"Bikes\"}", Example = "{\"singular\":\"Bike\",\"plural\":\"Bikes\"}" },
            Column.Text("description"),
            Column.Json("fields") with { Required = true, Description = "The fields, each with id, labels, type, scale and isRequired", Example = "[{\"id\":\"colour\",\"slug\":\"colour\",\"labels\":{\"singular\":\"Colour\",\"plural\":\"Colours\"},\"type\":\"text\",\"isRequired\":false}]" },
            Column.Json("relationships") with { Description = "What a record belongs to, such as a contact", Example = "[]" },
            Given.Text("visibility"),
            Given.Json("icons"),
            Given.Created("createdTimestamp"),
            Given.Changed("updatedTimestamp"),
        ],
        Filters = [Filter.ById("id", "customObjects/schemas/{id}")],
        Identity = ["slug"],
        Insert = RowCall.Post("customObjects/schemas"),
        Update = RowCall.Put("customObjects/schemas/{id}"),
        Delete = RowCall.Delete("customObjects/schemas/{id}"),
    };

    /// <summary>The records.</summary>
    public static readonly RestTable Records = new("customObjectRecords", Item: "record")
    {
        Description = "The records of custom objects; inserting an external id that is there replaces the record",
        Path = "customObjects/records",
        List = "records",
        Unlisted = "ActiveCampaign's API lists the records of one schema at a time. Say which, as in where schemaId = '…', or join them with customObjectSchemas.",
        Paging = Paging.Offset(max: 100),
        Columns =
        [
            Column.TextKey("id"),
            Column.Text("schemaId") with { Required = true, InsertOnly = true, IsKey = true, References = "customObjectSchemas" },
            Column.Text("externalId") with { Required = true, Description = "Your own id; a record is known by it" },
            Column.Json("fields") with { Required = true, Description = "The values: [{\"id\":\"colour\",\"value\":\"red\"}]", Example = "[]" },
            Column.Json("relationships") with { Description = "What it belongs to: {\"primary-contact\":[14]}" },
            Given.Created("createdTimestamp"),
            Given.Changed("updatedTimestamp"),
        ],
        Filters = [Filter.Path("schemaId", "customObjects/records/{schemaId}")],
        Identity = ["schemaId", "externalId"],
        Insert = RowCall.Post("customObjects/records/{schemaId}") with { Repeatable = true }, // A record that is there is replaced by the same.
        Delete = RowCall.Delete("customObjects/records/{schemaId}/{id}"),
        Refusals = Refusals.Of("record", (WriteOperation.Update, "Delete it and insert it with all of its fields.")),
    };
}
