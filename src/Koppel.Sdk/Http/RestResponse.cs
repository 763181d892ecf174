using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Koppel.Sdk.Connections;

namespace Koppel.Sdk.Http;

/// <summary>The answer to a call, read to its end.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body.</param>
/// <param name="Route">The call in reports, such as <c>GET /api/contacts</c>.</param>
/// <param name="Attempts">How many times the call was sent.</param>
public sealed record RestResponse(int Status, ReadOnlyMemory<byte> Body, string Route, int Attempts)
{
    /// <summary>The call succeeded.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The remote system's time of day when it answered, or null when it does not tell.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>How the API tells errors.</summary>
    public ErrorShape Errors { get; init; } = ErrorShape.Usual;

    /// <summary>
    /// The body, unpacked, when it was asked for as a stream and the call succeeded: whoever asked closes it. A line that breaks while it
    /// is read is an <see cref="IOException"/>.
    /// </summary>
    public Stream? Stream { get; init; }

    /// <summary>The headers of the answer, where it came from a remote system.</summary>
    internal HttpResponseHeaders? AllHeaders { get; init; }

    /// <summary>An earlier attempt got no clear answer, so what was asked may have been done by it.</summary>
    public bool AfterDoubt { get; init; }

    /// <summary>The values of a header; none when the answer does not have it.</summary>
    public IEnumerable<string> Headers(string name) => AllHeaders?.TryGetValues(name, out var values) == true ? values : [];

    /// <summary>Reads the body as JSON; the caller disposes the document. An empty body reads as an empty object.</summary>
    /// <exception cref="ConnectorException">It is no JSON.</exception>
    public JsonDocument Json()
    {
        if (Body.Length == 0) return JsonDocument.Parse("{}");
        if (!Utf8.IsValid(Body.Span)) throw Odd("that is no text in UTF-8, as JSON must be");
        try
        {
            return JsonDocument.Parse(Body);
        }
        catch (JsonException fault)
        {
            throw Odd("that is no JSON", fault);
        }
    }

    /// <summary>
    /// Reads the body as JSON, which may be anything: a page of somebody else's, half an answer. Null when it is no JSON.
    /// </summary>
    public JsonDocument? TryJson()
    {
        try
        {
            return Body.Length == 0 || !Utf8.IsValid(Body.Span) ? null : JsonDocument.Parse(Body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    ConnectorException Odd(string what, Exception? inner = null) =>
        new(ConnectorErrorKind.BadAnswer, $"{Route} answered {Status} with a body {what}. Run it again.", inner)
    {
        Call = Route,
        Status = Status,
        Body = Excerpt,
        MayHaveHappened = true,
    };

    /// <summary>The beginning of the body for a message, on one line.</summary>
    public string Excerpt
    {
        get
        {
            var text = Encoding.UTF8.GetString(Body.Span[..Math.Min(Body.Length, 500)]);
            return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
    }
}
