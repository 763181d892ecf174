using System.Text.Json.Nodes;

namespace Koppel.Sandbox.ActiveCampaign.CustomObjects;

/// <summary>A kind of custom object: its description as JSON, and its records.</summary>
internal sealed class ObjectSchema
{
    /// <summary>How a field says that it was deleted: it is hidden, and its id is not given again.</summary>
    const string Gone = "marked_for_deletion";

    public required string Id { get; init; }

    /// <summary>All that it answers, deleted fields included.</summary>
    public required JsonObject Document { get; set; }

    /// <summary>Oldest first.</summary>
    public List<ObjectRecord> Records { get; } = [];

    public string Slug => Text("slug");

    public JsonArray Fields => Document["fields"]!.AsArray();

    public JsonArray Relationships => Document["relationships"]!.AsArray();

    public string Text(string key) => Document[key]?.GetValue<string>() ?? "";

    /// <summary>A field by its id, whether it was deleted or not.</summary>
    public JsonObject? Field(string id) => Find(Fields, id);

    public JsonObject? Relationship(string id) => Find(Relationships, id);

    public ObjectRecord? Record(string id) => Records.Find(record => record.Id == id);

    public ObjectRecord? ByExternalId(string externalId) => Records.Find(record => record.ExternalId == externalId);

    public static bool IsGone(JsonObject field) => field["status"]?.GetValue<string>() == Gone;

    public static void MarkGone(JsonObject field) => field["status"] = Gone;

    /// <summary>What a client sees.</summary>
    /// <param name="withGone">Whether it asks for deleted fields too.</param>
    public JsonObject Shown(bool withGone)
    {
        var shown = Document.DeepClone().AsObject();
        if (!withGone)
            shown["fields"] = new JsonArray([.. Fields.Where(field => !IsGone(field!.AsObject())).Select(field => field!.DeepClone())]);
        return shown;
    }

    static JsonObject? Find(JsonArray members, string id) =>
        members.Select(member => member!.AsObject()).FirstOrDefault(member => member["id"]!.GetValue<string>() == id);
}
