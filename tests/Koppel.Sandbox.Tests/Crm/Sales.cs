namespace Koppel.Sandbox.Tests.Crm;

/// <summary>A pipeline with deals to try things on.</summary>
static class Sales
{
    /// <summary>Makes a pipeline and gives its id; its stages are numbered on from those that are there.</summary>
    public static async Task<string> CreatePipelineAsync(this Caller sandbox, string more = "") =>
        (await sandbox.PostAsync("dealGroups",
            $$$"""{"dealGroup":{"title":"Wholesale","currency":"eur"{{{more}}}}}""")).Json["dealGroup"]!["id"]!.GetValue<string>();

    public static Task<Reply> CreateDealAsync(
        this Caller sandbox, string title = "Ten bikes", int contact = 1, string value = "100000", string more = "") =>
        sandbox.PostAsync("deals",
            $$$"""
            {"deal":{"title":"{{{title}}}","contact":{{{contact}}},"value":{{{value}}},"currency":"eur",
             "group":"1","owner":"1"{{{more}}}}}
            """);

    /// <summary>The titles of the errors in an answer.</summary>
    public static string[] Titles(this Reply reply) =>
        [.. reply.Json["errors"]!.AsArray().Select(error => error!["title"]!.GetValue<string>())];

    public static string Text(this Reply reply, string envelope, string key) => reply.Json[envelope]![key]?.ToString() ?? "null";
}
