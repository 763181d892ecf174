using System.Collections.Concurrent;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Rest.Read;

namespace Koppel.Sdk.Tests.Testing;

/// <summary>An account at a stub server.</summary>
sealed class TestAccount : RestAccount
{
    public const string Token = "s3cret-t0ken-0123456789";

    public const string BasePath = "/api/";

    public static readonly RateLimit Calls = new("calls a second", 1_000, TimeSpan.FromSeconds(1));

    public static readonly RateLimit Imports = new("imports a minute", 100, TimeSpan.FromMinutes(1));

    TestAccount(RestClient client, ConnectorEnvironment environment, CallLog log) : base("shop", client, environment) => Log = log;

    public CallLog Log { get; }

    public ImpatientClock Clock => (ImpatientClock)Environment.Time;

    public static TestAccount At(
        StubServer server, Func<RestClientOptions, RestClientOptions>? change = null, ISnapshotStore? snapshots = null) =>
            At(server.Url, change, snapshots);

    public static TestAccount At(Uri url, Func<RestClientOptions, RestClientOptions>? change = null, ISnapshotStore? snapshots = null)
    {
        var log = new CallLog();
        var environment = new ConnectorEnvironment { BaseFolder = ".", Time = new ImpatientClock(), Calls = log, Snapshots = snapshots };
        return new TestAccount(new RestClient((change ?? (o => o))(Options(url)), environment), environment, log);
    }

    public static RestClientOptions Options(Uri url) => new()
    {
        Connection = "shop",
        System = "Shopkeeper",
        BaseAddress = url,
        Headers = new Dictionary<string, string> { ["Api-Token"] = Token },
        Limits = [Calls, Imports],
        UsualLimits = [Calls],
        Errors = ErrorShape.Usual with { DuplicateCodes = ["duplicate"], DuplicateText = "Duplicate entry" },
        CredentialsRemedy = "Look under Settings, Keys.",
        Retry = new RetryPolicy { Timeout = TimeSpan.FromHours(1), ConnectTimeout = TimeSpan.FromHours(2) },
    };
}

/// <summary>Keeps the reports of calls.</summary>
sealed class CallLog : ICallObserver
{
    public ConcurrentQueue<CallRecord> Calls { get; } = [];

    public void Called(CallRecord call) => Calls.Enqueue(call);
}
