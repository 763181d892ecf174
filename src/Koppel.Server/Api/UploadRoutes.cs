using System.Text.Json.Nodes;
using Koppel.Server.Uploads;
using Koppel.Server.Wire;

namespace Koppel.Server.Api;

/// <summary>Files that are dropped on the page.</summary>
internal static class UploadRoutes
{
    /// <summary>The routes.</summary>
    /// <param name="store">Keeps them.</param>
    public static IEnumerable<Route> Of(UploadStore store) =>
    [
        new("POST", "/uploads", "Keeps a file for a load; its bytes are the body, application/octet-stream", async context =>
        {
            var name = UploadName.Of(context.Query("name"));
            if (context.Request.ContentLength > UploadStore.Largest) throw UploadStore.TooLarge();
            var upload = await store.AddAsync(name, context.Request.Body, context.RequestAborted);
            await Answer.JsonAsync(context, Of(upload), 201);
        }) { Query = ["name"], Status = 201 },
        new("DELETE", "/uploads/{id}", "Drops a file that was kept for a load", async context =>
        {
            store.Drop(context.Part("id"));
            await Answer.NoContent(context);
        }) { Status = 204 },
    ];

    static JsonObject Of(Upload upload) => new() { ["upload"] = upload.Id, ["name"] = upload.Name, ["bytes"] = upload.Bytes };
}
