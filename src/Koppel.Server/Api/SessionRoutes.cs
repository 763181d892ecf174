using System.Text.Json.Nodes;
using Koppel.Server.Sessions;
using Koppel.Server.Wire;

namespace Koppel.Server.Api;

/// <summary>Sessions: one an editor tab.</summary>
internal static class SessionRoutes
{
    /// <summary>The routes.</summary>
    public static IEnumerable<Route> Of(SessionPool pool) =>
    [
        new("POST", "/sessions", "Opens a session", async context =>
        {
            var session = await pool.OpenAsync();
            await Answer.JsonAsync(context, new JsonObject { ["session"] = session.Id }, 201);
        }) { Status = 201 },
        new("DELETE", "/sessions/{session}", "Closes a session and cuts off what it runs", async context =>
        {
            await pool.CloseAsync(context.Part("session"));
            await Answer.NoContent(context);
        }) { Status = 204 },
        new("POST", "/sessions/{session}/touch", "Keeps a session from being closed as idle", context =>
        {
            pool.Get(context.Part("session"));
            return Answer.NoContent(context);
        }) { Status = 204 },
    ];
}
