namespace Koppel.Sandbox.Tests.CustomObjects;

/// <summary>A schema of visits to try records on.</summary>
static class ObjectCalls
{
    public const string Visit = """
        {"schema":{"slug":"visit","labels":{"singular":"Visit","plural":"Visits"},"description":"Who came when.",
        "fields":[
          {"id":"guests","labels":{"singular":"Guests","plural":"Guests"},"type":"number","isRequired":true,"scale":0},
          {"id":"mood","labels":{"singular":"Mood","plural":"Moods"},"type":"dropdown","options":[{"value":"good"},{"value":"bad"}]},
          {"id":"day","labels":{"singular":"Day","plural":"Days"},"type":"date"}],
        "relationships":[
          {"id":"primary-contact","labels":{"singular":"Contact","plural":"Contacts"},"description":"Who came.","namespace":"contacts",
           "hasMany":false},
          {"id":"companions","labels":{"singular":"Companion","plural":"Companions"},"namespace":"contacts","hasMany":true},
          {"id":"host","labels":{"singular":"Host","plural":"Hosts"},"namespace":"accounts"},
          {"id":"order","labels":{"singular":"Order","plural":"Orders"},"namespace":"deals"}]}}
        """;

    /// <summary>Makes the schema and gives its id.</summary>
    public static async Task<string> CreateVisitAsync(this Caller sandbox) =>
        (await sandbox.PostAsync("customObjects/schemas", Visit)).Json["schema"]!["id"]!.GetValue<string>();

    public static Task<Reply> PutRecordAsync(this Caller sandbox, string schema, string record) =>
        sandbox.PostAsync("customObjects/records/" + schema, $$"""{"record":{{record}}}""");

    public static string Detail(this Reply reply) => reply.Json["errors"]![0]!["detail"]!.GetValue<string>();
}
