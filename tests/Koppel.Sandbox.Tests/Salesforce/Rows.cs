using System.Text.Json.Nodes;

namespace Koppel.Sandbox.Tests.Salesforce;

/// <summary>Queries and records, as tests ask for them.</summary>
static class Rows
{
    public static Task<Reply> QueryAsync(this OrgCaller org, string soql, string call = "query") =>
        org.GetAsync($"{call}?q={Uri.EscapeDataString(soql)}");

    /// <summary>The values of a query, a row a line, fields separated by bars.</summary>
    public static async Task<string> LinesAsync(this OrgCaller org, string soql)
    {
        var reply = await org.QueryAsync(soql);
        Assert.True(reply.Status == 200, $"{soql}\n{reply.Body}");
        return string.Join('\n', reply.Json["records"]!.AsArray().Select(row => Line(row!.AsObject())));
    }

    /// <summary>How many rows a query finds.</summary>
    public static async Task<int> CountAsync(this OrgCaller org, string soql)
    {
        var reply = await org.QueryAsync(soql);
        Assert.True(reply.Status == 200, $"{soql}\n{reply.Body}");
        return reply.Json["totalSize"]!.GetValue<int>();
    }

    /// <summary>Makes a record.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> CreateAsync(this OrgCaller org, string type, string fields)
    {
        var reply = await org.SendAsync("POST", "sobjects/" + type, fields);
        Assert.True(reply.Status == 201, reply.Body);
        return reply.Text("id");
    }

    static string Line(JsonObject row) => string.Join('|', row.Where(one => one.Key != "attributes").Select(one => one.Value switch
    {
        null => "",
        JsonObject { Count: > 0 } nested when nested.ContainsKey("records") =>
            $"[{string.Join(',', nested["records"]!.AsArray().Select(child => Line(child!.AsObject())))}]",
        JsonObject nested => $"({Line(nested)})",
        var value => value.ToString(),
    }));
}
