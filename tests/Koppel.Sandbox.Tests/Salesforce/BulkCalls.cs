using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Koppel.Sandbox.Tests.Salesforce;

/// <summary>What a client does with jobs.</summary>
static class BulkCalls
{
    /// <summary>Makes a query job; gives its id.</summary>
    public static async Task<string> QueryJobAsync(this OrgCaller org, string soql, string operation = "query")
    {
        var reply = await org.SendAsync("POST", "jobs/query", JsonSerializer.Serialize(new { operation, query = soql }));
        Assert.True(reply.Status == 200, reply.Body);
        return reply.Text("id");
    }

    /// <summary>Makes an ingest job, fills it and closes it; gives its id.</summary>
    public static async Task<string> IngestAsync(
        this OrgCaller org, string operation, string type, string csv, string? key = null, string lineEnding = "LF",
        string delimiter = "COMMA")
    {
        var job = new JsonObject
        {
            ["object"] = type, ["operation"] = operation, ["contentType"] = "CSV", ["lineEnding"] = lineEnding,
            ["columnDelimiter"] = delimiter,
        };
        if (key is not null) job["externalIdFieldName"] = key;
        var made = await org.SendAsync("POST", "jobs/ingest", job.ToJsonString());
        Assert.True(made.Status == 200, made.Body);
        var id = made.Text("id");
        Assert.Equal((201, ""), (await org.UploadAsync(id, csv)) is var sent ? (sent.Status, sent.Body) : default);
        Assert.Equal(200, (await org.CloseAsync(id)).Status);
        return id;
    }

    public static Task<Reply> UploadAsync(this OrgCaller org, string id, string csv) =>
        org.SendAsync("PUT", $"jobs/ingest/{id}/batches", csv, "text/csv");

    public static Task<Reply> CloseAsync(this OrgCaller org, string id, string state = "UploadComplete") =>
        org.SendAsync("PATCH", $"jobs/ingest/{id}", JsonSerializer.Serialize(new { state }));

    /// <summary>The rows of a result, header first, each as its cells.</summary>
    public static async Task<string[][]> RowsAsync(this OrgCaller org, string path)
    {
        var reply = await org.GetAsync(path);
        Assert.True(reply.Status == 200, reply.Body);
        return Rows(reply.Body);
    }

    public static string[][] Rows(string csv)
    {
        var (rows, row, cell, isQuoted) = (new List<string[]>(), new List<string>(), new StringBuilder(), false);
        for (var index = 0; index < csv.Length; index++)
        {
            if (csv[index] == '"' && isQuoted && index + 1 < csv.Length && csv[index + 1] == '"') cell.Append(csv[index++]);
            else if (csv[index] == '"') isQuoted = !isQuoted;
            else if (isQuoted || csv[index] is not (',' or '\n')) cell.Append(csv[index]);
            else
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (csv[index] == ',') continue;
                rows.Add([.. row]);
                row.Clear();
            }
        }

        return [.. rows];
    }
}
