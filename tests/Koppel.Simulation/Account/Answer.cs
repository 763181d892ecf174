using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Koppel.Simulation.Account;

/// <summary>An answer of the account.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">Its body.</param>
/// <param name="Type">What that is.</param>
internal sealed record Answer(int Status, byte[] Body, string Type)
{
    /// <summary>How long the caller is asked to wait, in seconds, or null.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Whether it is JSON, and all of it.</summary>
    public bool IsJson
    {
        get
        {
            try
            {
                JsonDocument.Parse(Body).Dispose();
                return true;
            }
            catch (JsonException)
            {
                return false;
            }
        }
    }

    /// <summary>JSON.</summary>
    public static Answer Of(int status, JsonNode body) => new(status, Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json");

    /// <summary>A page for people, as what stands before the API answers.</summary>
    public static Answer Page(int status) => new(status, "<html><body>Something went wrong</body></html>"u8.ToArray(), "text/html");

    /// <summary>As HTTP carries it.</summary>
    public HttpResponseMessage ToMessage()
    {
        var message = new HttpResponseMessage((HttpStatusCode)Status) { Content = new ByteArrayContent(Body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(Type) { CharSet = "utf-8" };
        if (RetryAfter is { } seconds) message.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds));
        return message;
    }
}
