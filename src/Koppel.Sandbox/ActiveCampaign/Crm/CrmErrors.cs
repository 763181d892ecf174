using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary>Error bodies that only the sales part of the API has.</summary>
internal static class CrmErrors
{
    /// <summary>An id that names nothing.</summary>
    public static Answer Unknown(string attribute) =>
        Errors.Attribute($"The related {attribute} does not exist.", "related_missing", attribute);

    /// <summary>Several attributes at once, each with the key <c>error</c> that tasks have.</summary>
    public static Answer Several(IReadOnlyList<(string Title, string Code, string Slug, string Attribute)> errors) => Answer.Of(422, json =>
    {
        json.Name("errors"u8).BeginArray();
        foreach (var (title, code, slug, attribute) in errors)
        {
            json.BeginObject().Name("title"u8).Text(title).Name("detail"u8).Text("").Name("code"u8).Text(code).Name("error"u8).Text(slug);
            json.Name("source"u8).BeginObject().Name("pointer"u8).Text("/data/attributes/" + attribute).EndObject().EndObject();
        }

        json.EndArray();
    });

    /// <summary>An error with its status and a pointer.</summary>
    public static Answer Pointed(string attribute, string detail) => Answer.Of(422, json => json
        .Name("errors"u8).BeginArray().BeginObject()
        .Name("detail"u8).Text(detail)
        .Name("source"u8).BeginObject().Name("pointer"u8).Text("/data/attributes/" + attribute).EndObject()
        .Name("status"u8).Number(422).Name("title"u8).Text("Invalid attribute")
        .EndObject().EndArray());

    /// <summary>An error that is a detail and no more.</summary>
    public static Answer Detailed(string detail) => Answer.Of(422, json => json
        .Name("errors"u8).BeginArray().BeginObject().Name("detail"u8).Text(detail).EndObject().EndArray());
}
