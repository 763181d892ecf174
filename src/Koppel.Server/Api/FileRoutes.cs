using System.Text.Json.Nodes;
using Koppel.Server.Files;
using Koppel.Server.Runs;
using Koppel.Server.Wire;
using Microsoft.AspNetCore.Http;

namespace Koppel.Server.Api;

/// <summary>Queries as files.</summary>
internal static class FileRoutes
{
    /// <summary>The routes.</summary>
    public static IEnumerable<Route> Of(QueryFiles files) =>
    [
        new("GET", "/files", "The queries of the folder", context => Answer.JsonAsync(context, Answer.List(files.All().Select(f =>
            new JsonObject
            {
                ["path"] = f.Path, ["etag"] = f.ETag, ["modified"] = EventJson.Time(f.Modified), ["bytes"] = f.Bytes,
            })))),
        new("GET", "/files/{**path}", "The text of a query", async context =>
        {
            var (text, etag) = files.Read(context.Part("path"));
            context.Response.Headers.ETag = etag;
            context.Response.ContentType = "text/plain; charset=utf-8";
            context.Response.ContentLength = text.Length;
            if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(text, context.RequestAborted);
        }),
        new("PUT", "/files/{**path}", "Saves a query; If-Match says over which text, If-None-Match: * that it is new", async context =>
        {
            var seen = context.Seen(mayBeNew: true);
            using var text = new MemoryStream();
            await context.Request.Body.CopyToAsync(text, context.RequestAborted);
            context.Response.Headers.ETag = files.Write(context.Part("path"), text.ToArray(), seen);
            context.Response.StatusCode = seen is null ? 201 : 204;
        }) { Status = 204 },
        new("DELETE", "/files/{**path}", "Deletes a query; If-Match says which text", async context =>
        {
            files.Delete(context.Part("path"), context.Seen(mayBeNew: false)!);
            await Answer.NoContent(context);
        }) { Status = 204 },
    ];
}
