using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Wire;
using Microsoft.AspNetCore.Http;

namespace Koppel.Sandbox.Control.Calls;

/// <summary>A call of the control door.</summary>
/// <param name="Context">The call as it came in.</param>
/// <param name="Id">The number in the path; 0 when there is none.</param>
internal sealed record ControlCall(HttpContext Context, int Id)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public HttpResponse Response => Context.Response;

    public CancellationToken Aborted => Context.RequestAborted;

    /// <summary>A value of the query; empty when it is not there.</summary>
    public string Text(string name) => Context.Request.Query[name].ToString().Trim();

    /// <summary>A value of the query as a whole number; 0 when it is none.</summary>
    public int Number(string name) => QueryText.ToInt(Text(name));

    public async Task<T?> ReadAsync<T>() => await JsonSerializer.DeserializeAsync<T>(Context.Request.Body, Json, Aborted);

    public Task SendAsync(object value)
    {
        Response.Headers.CacheControl = "no-store";
        return Response.WriteAsJsonAsync(value, Json, Aborted);
    }

    public Task RefuseAsync(int status, string message)
    {
        Response.StatusCode = status;
        return SendAsync(new { message });
    }
}
