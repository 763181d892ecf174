using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Engine.Secrets;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Tests.Secrets;

/// <summary>A system that takes each refresh token once and gives another: what its connector does with the store of secrets.</summary>
public sealed class RotatingConnectorTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("koppel-rotating-").FullName;
    readonly RotatingSystem _system = new();

    [Fact]
    public async Task A_new_token_goes_back_under_the_name_that_the_configuration_names()
    {
        Store().Store("DESK", "token 0");
        for (var run = 1; run <= 3; run++)
        {
            await using var engine = Engine("${secret:DESK}");
            Assert.Equal($"token {run}", (await engine.TestAsync(engine.Connections[0], TestContext.Current.CancellationToken)).Found);
            Assert.Equal($"token {run}", Store().Find("DESK"));
        }
    }

    [Fact]
    public async Task Processes_that_began_with_the_same_token_take_turns_and_none_uses_an_old_one()
    {
        Store().Store("DESK", "token 0");
        KoppelEngine[] engines = [.. Enumerable.Range(0, 5).Select(_ => Engine("${secret:DESK}"))];
        var tests = await Task.WhenAll(engines.Select(e => Task.Run(() => e.TestAsync(e.Connections[0]))));

        Assert.All(tests, test => Assert.Null(test.Fault));
        Assert.Equal(["token 1", "token 2", "token 3", "token 4", "token 5"], tests.Select(t => t.Found).Order());
        foreach (var engine in engines) await engine.DisposeAsync();
    }

    [Fact]
    public async Task A_token_that_came_from_elsewhere_has_no_name_to_go_back_to()
    {
        await using var engine = Engine("${env:TOKEN}");
        var test = await engine.TestAsync(engine.Connections[0], TestContext.Current.CancellationToken);
        Assert.Equal("The refresh token is no secret of koppel secrets, so that a new one cannot be kept.", test.Fault?.Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    KoppelEngine Engine(string token)
    {
        IConnector[] connectors = [new RotatingConnector(_system)];
        var secrets = Store();
        var read = ConfigurationReader.Read(new ConfigurationSource
        {
            Connectors = connectors, WorkingFolder = _folder, Connect = [$"desk=desk;refresh_token={token}"], Secrets = secrets,
            Environment = _ => "token 0",
        });
        return new KoppelEngine(new EngineOptions
        {
            Connectors = connectors, Connections = read.Connections, BaseFolder = _folder, Secrets = secrets,
        });
    }

    SecretFile Store() => new(new SecretOptions
    {
        File = Path.Combine(_folder, "secrets.json"),
        Environment = name => name == SecretOptions.KeyVariable ? Convert.ToBase64String(new byte[32]) : null,
    });

    sealed class RotatingSystem
    {
        int _current;

        public string Renew(string token)
        {
            if (token != $"token {_current}") throw new ConnectorException(ConnectorErrorKind.Unauthorized, "The token was used before.");
            return $"token {++_current}";
        }
    }

    sealed class RotatingConnector(RotatingSystem system) : IConnector
    {
        public string Type => "desk";

        public string Description => "A desk.";

        public IReadOnlyList<Setting> Settings { get; } = [new("refresh_token", "The token.") { Required = true, Secret = true }];

        public ICatalog Open(ConnectionSettings settings, ConnectorEnvironment environment) =>
            new RotatingCatalog(system, settings.SecretOf("refresh_token"), environment.Secrets);
    }

    sealed class RotatingCatalog(RotatingSystem system, string? name, ISecretStore? secrets) : ICatalog
    {
        public async ValueTask<string> TestAsync(CancellationToken cancellationToken = default)
        {
            if (name is null || secrets is null)
                throw new ConnectorException(ConnectorErrorKind.NotSupported,
                    "The refresh token is no secret of koppel secrets, so that a new one cannot be kept.");
            using var held = await secrets.HoldAsync(name, cancellationToken);
            var renewed = system.Renew(secrets.Find(name)!);
            secrets.Store(name, renewed);
            return renewed;
        }

        public ValueTask<IReadOnlyList<ITable>> ListAsync(CancellationToken cancellationToken = default) => new([]);

        public ValueTask<ITable?> FindAsync(string name, CancellationToken cancellationToken = default) => new((ITable?)null);

        public void Set(Setting setting, string value)
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
