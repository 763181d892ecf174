using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.CustomObjects;

/// <summary>The error bodies of the custom objects' service; it points at a value in a way of its own.</summary>
internal static class ObjectErrors
{
    public static Answer NotFound() => Errors.Message(404, "Not Found");

    public static Answer BadRequest() => Answer.Of(400, json => json
        .Name("errors"u8).BeginArray().BeginObject()
        .Name("status"u8).Number(400).Name("title"u8).Text("Bad Request")
        .EndObject().EndArray());

    /// <summary>A value that cannot be taken.</summary>
    /// <param name="field">Which: <c>schema.slug</c>.</param>
    /// <param name="detail">Why.</param>
    public static Answer Invalid(string field, string detail) => Answer.Of(422, json => json
        .Name("errors"u8).BeginArray().BeginObject()
        .Name("title"u8).Text($"Invalid value for field \"{field}\"").Name("detail"u8).Text(detail)
        .Name("source"u8).BeginObject().Name("type"u8).Text("pointer")
        .Name("value"u8).Text("/data/attributes/" + field.Replace('.', '/')).EndObject()
        .EndObject().EndArray());
}
