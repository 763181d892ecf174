using System.Text.Json.Nodes;

namespace Koppel.Server.Wire;

/// <summary>A request that cannot be done: what is answered for it.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">A word for programs.</param>
/// <param name="message">A sentence: what, where, why, what to do.</param>
internal sealed class ApiFault(int status, string code, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status => status;

    /// <summary>A word for programs.</summary>
    public string Code => code;

    /// <summary>The place in the script, or null.</summary>
    public (int Line, int Column)? Place { get; init; }

    /// <summary>The same request may succeed later without a change.</summary>
    public bool IsRetryable { get; init; }

    /// <summary>The settings by which what could not be read can be read in another way; null for none.</summary>
    public JsonArray? Settings { get; init; }

    /// <summary>What is asked for is not there.</summary>
    public static ApiFault NotFound(string code, string message) => new(404, code, message);

    /// <summary>The request is wrong.</summary>
    public static ApiFault Wrong(string message) => new(400, "wrong-request", message);

    /// <summary>The same beside settings.</summary>
    public ApiFault Beside(JsonArray settings) =>
        new(status, code, Message) { Place = Place, IsRetryable = IsRetryable, Settings = settings };

    /// <summary>It as a problem of RFC 9457.</summary>
    public JsonObject ToProblem()
    {
        var problem = new JsonObject
        {
            ["type"] = "about:blank", ["title"] = Title(status), ["status"] = status, ["detail"] = Message, ["code"] = code,
        };
        if (Place is var (line, column)) (problem["line"], problem["column"]) = (line, column);
        if (IsRetryable) problem["retryable"] = true;
        if (Settings is not null) problem["settings"] = Settings.DeepClone();
        return problem;
    }

    static string Title(int status) => status switch
    {
        400 => "Bad Request", 401 => "Unauthorized", 403 => "Forbidden", 404 => "Not Found", 405 => "Method Not Allowed",
        408 => "Request Timeout", 409 => "Conflict", 412 => "Precondition Failed", 413 => "Content Too Large",
        415 => "Unsupported Media Type", 421 => "Misdirected Request", 422 => "Unprocessable Content", 428 => "Precondition Required",
        429 => "Too Many Requests", 503 => "Service Unavailable", _ => "Internal Server Error",
    };
}
