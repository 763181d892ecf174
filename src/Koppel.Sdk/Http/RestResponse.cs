using System.Text;
using System.Text.Json;

namespace Koppel.Sdk.Http;

/// <summary>The answer to a call, read to its end.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body.</param>
/// <param name="Route">The call in reports, such as <c>GET /api/3/contacts</c>.</param>
/// <param name="Attempts">How many times the call was sent.</param>
public sealed record RestResponse(int Status, ReadOnlyMemory<byte> Body, string Route, int Attempts)
{
    /// <summary>The call succeeded.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The far side's time of day when it answered, or null when it does not tell.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>An earlier attempt got no clear answer, so what was asked may have been done by it.</summary>
    public bool AfterDoubt { get; init; }

    /// <summary>Reads the body as JSON; the caller disposes the document. An empty body reads as an empty object.</summary>
    /// <exception cref="ConnectorException">It is no JSON.</exception>
    public JsonDocument Json()
    {
        if (Body.Length == 0) return JsonDocument.Parse("{}");
        try
        {
            return JsonDocument.Parse(Body);
        }
        catch (JsonException fault)
        {
            throw new ConnectorException(ConnectorErrorKind.BadAnswer, $"{Route} answered {Status} with a body that is no JSON.", fault)
            {
                Call = Route,
                Status = Status,
                Body = Excerpt,
                MayHaveHappened = true,
            };
        }
    }

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
