using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Koppel.Server.Wire;

/// <summary>Writes answers.</summary>
internal static class Answer
{
    /// <summary>
    /// JSON as it is written everywhere. Its letters stay readable; that it is never taken for a page is said by its type.
    /// </summary>
    public static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers JSON.</summary>
    public static Task JsonAsync(HttpContext context, JsonNode body, int status = 200, string type = "application/json")
    {
        var bytes = Bytes(body);
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    /// <summary>Answers that a request cannot be done.</summary>
    public static Task ProblemAsync(HttpContext context, ApiFault fault)
    {
        if (context.Response.HasStarted)
        {
            context.Abort(); // What was begun cannot be ended well: the caller must not take it for whole.
            return Task.CompletedTask;
        }
        context.Response.Headers.ContentLength = null;
        return JsonAsync(context, fault.ToProblem(), fault.Status, "application/problem+json");
    }

    /// <summary>Answers nothing.</summary>
    public static Task NoContent(HttpContext context)
    {
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    /// <summary>JSON in UTF-8.</summary>
    public static byte[] Bytes(JsonNode body)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Json)) body.WriteTo(writer);
        return buffer.ToArray();
    }

    /// <summary>A list of texts.</summary>
    public static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode)t)];

    /// <summary>A list of objects.</summary>
    public static JsonArray List(IEnumerable<JsonNode> items) => [.. items];
}
