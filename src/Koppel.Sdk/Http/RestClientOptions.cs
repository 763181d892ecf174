using Koppel.Sdk.Connections;

namespace Koppel.Sdk.Http;

/// <summary>What a <see cref="RestClient"/> needs to know of a connection.</summary>
public sealed record RestClientOptions
{
    /// <summary>The connection's name, for messages.</summary>
    public required string Connection { get; init; }

    /// <summary>The system's name as its vendor writes it, for messages.</summary>
    public required string System { get; init; }

    /// <summary>The address of the API, such as <c>https://account.example.com/api/2/</c>.</summary>
    public required Uri BaseAddress { get; init; }

    /// <summary>Headers of every call. They hold secrets and are never shown.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>A credential that expires, whose headers go with every call beside <see cref="Headers"/>; null for none.</summary>
    public ICredential? Credential { get; init; }

    /// <summary>Secrets of the connection beside its headers, which are not shown either where an answer repeats them.</summary>
    internal IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>All limits of the account.</summary>
    public required IReadOnlyList<RateLimit> Limits { get; init; }

    /// <summary>The limits that a call counts against when it names none itself.</summary>
    public required IReadOnlyList<RateLimit> UsualLimits { get; init; }

    /// <summary>
    /// The part of all limits that may be used, above 0 and at most 1. The default is 1; less leaves room for other programs that use the
    /// account.
    /// </summary>
    public double Share { get; init; } = 1;

    /// <summary>
    /// Says whether an answer means "too many calls" although its status is not 429, for systems that have such answers:
    /// how long to wait and for which limit; null for an ordinary answer.
    /// </summary>
    public Func<RestResponse, (RateLimit Limit, TimeSpan Pause)?>? Throttled { get; init; }

    /// <summary>
    /// Looks at each answer that is none of "too many calls": gives the fault that it means where that is one of the system's own, such as
    /// an allowance that is used up; null where it means the usual. The default is null: nobody looks.
    /// </summary>
    public Func<RestResponse, ConnectorException?>? Inspect { get; init; }

    /// <summary>How the API tells what it did not like. The default reads the usual ways.</summary>
    public ErrorShape Errors { get; init; } = ErrorShape.Usual;

    /// <summary>What to do when the credentials are not accepted, as a sentence.</summary>
    public string CredentialsRemedy { get; init; } = "Check the connection's credentials.";

    /// <summary>How failed calls are tried again.</summary>
    public RetryPolicy Retry { get; init; } = new();

    /// <summary>
    /// How many calls are under way at once at most. The default is 8: enough to use five calls a second at a second and a half each.
    /// </summary>
    public int InFlight { get; init; } = 8;

    /// <summary>
    /// The largest body of an answer that is read, in bytes and unpacked; a longer one is a fault. The default is 64 MB, many times the
    /// largest page of any system.
    /// </summary>
    public int LargestAnswer { get; init; } = 64 * 1_048_576;

    /// <summary>
    /// The headers may travel unencrypted to another machine. The default is false: then only https is used, but to this machine.
    /// </summary>
    public bool AllowHttp { get; init; }

    /// <summary>The system and the connection only: the headers are secret.</summary>
    public override string ToString() => $"{System} ({Connection})";
}
