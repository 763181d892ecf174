namespace Koppel.Sandbox.ActiveCampaign.Wire;

/// <summary>The API's error bodies; they come in several shapes.</summary>
internal static class Errors
{
    /// <summary>404 by the API's inner name of the kind: Subscriber, SubscriberTag, Tag.</summary>
    public static Answer NotFound(string kind, int id) => Message(404, $"No Result found for {kind} with id {id}");

    public static Answer Message(int status, string message) => Answer.Of(status, json => json.Name("message"u8).Text(message));

    /// <summary>An error about one attribute, with a code.</summary>
    public static Answer Attribute(string title, string code, string attribute, string? slug = null) =>
        Attribute(422, title, code, attribute, slug);

    public static Answer Attribute(int status, string title, string code, string attribute, string? slug = null) =>
        Answer.Of(status, json =>
    {
        json.Name("errors"u8).BeginArray().BeginObject();
        json.Name("title"u8).Text(title).Name("detail"u8).Text("").Name("code"u8).Text(code);
        if (slug is not null) json.Name("error"u8).Text(slug);
        json.Name("source"u8).BeginObject().Name("pointer"u8).Text("/data/attributes/" + attribute).EndObject();
        json.EndObject().EndArray();
    });

    /// <summary>Errors about several attributes, each with a code.</summary>
    public static Answer Attributes(IEnumerable<(string Title, string Code, string Attribute)> errors) => Answer.Of(422, json =>
    {
        json.Name("errors"u8).BeginArray();
        foreach (var (title, code, attribute) in errors)
        {
            json.BeginObject().Name("title"u8).Text(title).Name("detail"u8).Text("").Name("code"u8).Text(code);
            json.Name("source"u8).BeginObject().Name("pointer"u8).Text("/data/attributes/" + attribute).EndObject().EndObject();
        }

        json.EndArray();
    });

    /// <summary>An error with a code and no pointer.</summary>
    public static Answer Plain(int status, string title, string detail, string code) => Answer.Of(status, json => json
        .Name("errors"u8).BeginArray().BeginObject()
        .Name("title"u8).Text(title).Name("detail"u8).Text(detail).Name("code"u8).Text(code)
        .EndObject().EndArray());

    /// <summary>All the attributes that a new row lacks.</summary>
    public static Answer MissingFields(IEnumerable<(string Title, string Attribute)> missing) =>
        Attributes(missing.Select(one => (one.Title, "field_missing", one.Attribute)));

    /// <summary>An error that is a title with a status.</summary>
    public static Answer Titled(int status, string title) => Answer.Of(status, json => json
        .Name("errors"u8).BeginArray().BeginObject().Name("status"u8).Number(status).Name("title"u8).Text(title).EndObject().EndArray());

    /// <summary>Several attributes that will not do, each with what is wrong.</summary>
    public static Answer Invalid(IEnumerable<(string Detail, string Attribute)> faults) => Answer.Of(422, json =>
    {
        json.Name("errors"u8).BeginArray();
        foreach (var (detail, attribute) in faults)
        {
            json.BeginObject().Name("status"u8).Number(422).Name("title"u8).Text("Invalid attribute").Name("detail"u8).Text(detail);
            json.Name("source"u8).BeginObject().Name("pointer"u8).Text("/data/attributes/" + attribute).EndObject().EndObject();
        }

        json.EndArray();
    });

    /// <summary>An error with its status in the body.</summary>
    public static Answer WithStatus(int status, string title, string detail) => Answer.Of(status, json => json
        .Name("errors"u8).BeginArray().BeginObject()
        .Name("status"u8).Number(status).Name("title"u8).Text(title).Name("detail"u8).Text(detail)
        .EndObject().EndArray());

    public static Answer MissingAttribute(string attribute) => Answer.Of(422, json => json
        .Name("errors"u8).BeginArray().BeginObject()
        .Name("status"u8).Number(422).Name("title"u8).Text("Missing attribute")
        .Name("source"u8).BeginObject().Name("pointer"u8).Text("/data/attributes/" + attribute).EndObject()
        .EndObject().EndArray());

    public static Answer Parameter(int status, string parameter, string detail) => Answer.Of(status, json => json
        .Name("errors"u8).BeginArray().BeginObject()
        .Name("title"u8).Text("Invalid value for query parameter " + parameter).Name("detail"u8).Text(detail)
        .Name("source"u8).BeginObject().Name("parameter"u8).Text(parameter).EndObject()
        .EndObject().EndArray());

    public static Answer DuplicateEmail() => Attribute("Email address already exists in the system", "duplicate", "email");

    public static Answer BadEmail() =>
        Attribute("Contact Email Address is not valid.", "email_invalid", "email", "must_be_valid_email_address");
}
