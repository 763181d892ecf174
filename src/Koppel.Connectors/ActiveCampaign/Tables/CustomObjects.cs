using Koppel.Connectors.ActiveCampaign.Api;
using System.Text.Json;
using Koppel.Sdk.Http;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// Kinds of object of the account's own, and their records. Source: the API's reference of custom objects (2026-08) and what an integration
/// saw live (2026-08): ids are texts, times true UTC, numbers are numbers; a record with an external id that is there is replaced whole, so
/// fields that are left out are cleared; PUT and PATCH are answered 405; lists lag some seconds behind.
/// </summary>
internal static class CustomObjects
{
    /// <summary>The kinds.</summary>
    public static readonly RestTable Schemas = new("customObjectSchemas", Item: "schema")
    {
        Description = "The kinds of custom object, with their fields",
        Path = "customObjects/schemas",
        List = "schemas",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.TextKey("id"),
            Column.Text("slug") with { Required = true, IgnoresCase = true, Description = "The name; a kind is known by it",
                Example = "bike" },
            Column.Json("labels") with { Required = true,
                Description = "What one and many are called: {\"singular\":\"Bike\",\"plural\":\"Bikes\"}",
                Example = "{\"singular\":\"Bike\",\"plural\":\"Bikes\"}" },
            Column.Text("description"),
            Column.Json("fields") with { Required = true, Description = "The fields, each with id, labels, type and required",
                Example = "[{\"id\":\"colour\",\"labels\":{\"singular\":\"Colour\",\"plural\":\"Colours\"},"
                    + "\"type\":\"text\",\"required\":false}]" },
            Column.Json("relationships") with { Description = "What a record belongs to, such as a contact", Example = "[]" },
            ReadOnlyColumns.Text("visibility"),
            ReadOnlyColumns.Json("icons"),
            ReadOnlyColumns.Created("createdTimestamp"),
            ReadOnlyColumns.Changed("updatedTimestamp"),
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
        Unlisted = "ActiveCampaign's API lists the records of one schema at a time. Say which, as in where schemaId = '…', or join them "
            + "with customObjectSchemas.",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.TextKey("id"),
            Column.Text("schemaId") with { Required = true, InsertOnly = true, IsKey = true, References = "customObjectSchemas" },
            Column.Text("externalId") with { Required = true, Description = "Your own id; a record is known by it" },
            Column.Json("fields") with { Required = true, Description = "The values: [{\"id\":\"colour\",\"value\":\"red\"}]",
                Example = "[]" },
            Column.Json("relationships") with { Example = "{}", Description = "What it belongs to: {\"primary-contact\":[14]}" },
            ReadOnlyColumns.Created("createdTimestamp"),
            ReadOnlyColumns.Changed("updatedTimestamp"),
        ],
        Filters = [Filter.Path("schemaId", "customObjects/records/{schemaId}")],
        // A record that is there is replaced by the same; so it is always sent.
        Insert = RowCall.Post("customObjects/records/{schemaId}") with { Repeatable = true },
        Delete = RowCall.Delete("customObjects/records/{schemaId}/{id}"),
        Refusals = Refusals.Of("record",
            (WriteOperation.Update,
                "Insert its external id again with all of its fields, which replaces it; or update the table of its schema, such as "
                + "customObject_bike.")),
    };

    /// <summary>What the names of tables of one schema begin with.</summary>
    public const string Prefix = "customObject_";

    /// <summary>
    /// The records of one schema, a column for each of its fields. A change sends the record whole, since what is left out is cleared.
    /// </summary>
    /// <param name="id">The schema's id.</param>
    /// <param name="slug">Its name.</param>
    /// <param name="fields">Its fields, as the API tells them.</param>
    public static RestTable Of(string id, string slug, JsonElement fields)
    {
        List<Column> columns = [
            .. fields.EnumerateArray().Where(f => f.GetProperty("id").GetString() is not ("id" or "externalId" or "relationships"))
                .Select(FieldOf)];
        var path = UrlPath.Fill("customObjects/records/{schema}", "schema", id);
        return new RestTable(Prefix + slug, Item: "record")
        {
            Description = $"The records of the custom object {slug}, a column for each field",
            Path = path,
            List = "records",
            Paging = Pages.ByOffset,
            Columns =
            [
                Column.TextKey("id"),
                Column.Text("externalId") with { Required = true, Description = "Your own id; a record is known by it" }, .. columns,
                Column.Json("relationships") with { Description = "What it belongs to: {\"primary-contact\":[14]}" },
                ReadOnlyColumns.Created("createdTimestamp"), ReadOnlyColumns.Changed("updatedTimestamp"),
            ],
            Filters = [Filter.ById("id", path + "/{id}")],
            Identity = ["externalId"],
            Insert = RowCall.Post(path) with { Repeatable = true },
            Update = RowCall.Post(path) with { Repeatable = true, ByIdentity = true,
                Also = ["externalId", .. columns.Select(c => c.Name), "relationships"] },
            Delete = RowCall.Delete(path + "/{id}"),
        };
    }

    static Column FieldOf(JsonElement field)
    {
        var id = field.GetProperty("id").GetString()!;
        var type = field.TryGetProperty("type", out var told) ? told.GetString() : null;
        ColumnKind kind = type switch
        {
            "number" or "decimal" => ColumnKind.Double,
            "date" => ColumnKind.Date,
            "datetime" => ColumnKind.TimestampTz,
            "multiselect" => ColumnKind.TextList,
            "currency" => ColumnKind.Json,
            _ => ColumnKind.Text,
        };
        return new Column(id, kind) { Field = $"fields[{id}]",
            Required = field.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.True };
    }
}
