using System.Security.Cryptography;
using Koppel.Engine.Checking;
using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Tests.Checking;

/// <summary>What a test of a connection finds out.</summary>
public sealed class ConnectionTestTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("koppel-checking-").FullName;

    [Fact]
    public async Task A_connection_that_works_says_what_was_found()
    {
        var test = await TestAsync();
        Assert.Equal(("web", "desk", "2 tables"), (test.Connection, test.Type, test.Found));
        Assert.Null(test.Fault);
        Assert.Empty(test.Warnings);
    }

    [Fact]
    public async Task One_that_does_not_is_told_with_its_fault()
    {
        var test = await TestAsync(fault: new ConnectorException(ConnectorErrorKind.Unauthorized, "The key is not accepted."));
        Assert.Equal(("", "The key is not accepted."), (test.Found, test.Fault?.Message));
    }

    [Theory]
    [InlineData(12, "ends in 12 days")]
    [InlineData(0, "ends within a day")]
    [InlineData(-5, "has ended")]
    public async Task A_certificate_of_a_server_that_ends_soon_is_warned_of_and_nothing_is_sent_there(double days, string when)
    {
        using var server = new EndingCertificate(days);
        var test = await TestAsync(("url", server.Url));
        Assert.Equal($"The certificate of localhost {when}, on {server.End:yyyy-MM-dd}. Whoever runs that server must renew it: no call is "
            + "made to a server whose certificate has ended.", Assert.Single(test.Warnings));
        Assert.Equal((1, 0), (server.Calls, server.BytesReceived));
    }

    [Fact]
    public async Task One_that_ends_later_or_a_server_that_is_not_there_is_not_warned_of()
    {
        using var server = new EndingCertificate(40);
        Assert.Empty((await TestAsync(("url", server.Url))).Warnings);
        Assert.Equal(1, server.Calls);
        Assert.Empty((await TestAsync(("url", "https://127.0.0.1:1"))).Warnings);
        Assert.Empty((await TestAsync(("url", "http://127.0.0.1:1"))).Warnings);
    }

    [Fact]
    public async Task A_certificate_in_a_file_that_a_setting_names_is_looked_at_too()
    {
        using var certificate = new EndingCertificate(12);
        using var later = new EndingCertificate(300);
        File.WriteAllText(Path.Combine(_folder, "mine.pem"), later.Pem + "\n" + certificate.Pem);
        File.WriteAllBytes(Path.Combine(_folder, "mine.cer"), certificate.Der);

        foreach (var name in (string[])["mine.pem", "mine.cer"])
        {
            var warning = Assert.Single((await TestAsync(("file", name))).Warnings);
            Assert.Equal($"The certificate in {Path.Combine(_folder, name)}, which 'file' names, ends in 12 days, on "
                + $"{certificate.End:yyyy-MM-dd}. Have a new one made, and give it to the system that knows this one.", warning);
        }
    }

    [Fact]
    public async Task A_file_of_a_key_has_no_end_and_one_that_is_no_certificate_is_told()
    {
        using var key = RSA.Create(2_048);
        File.WriteAllText(Path.Combine(_folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(_folder, "odd.crt"), "no certificate");
        File.WriteAllText(Path.Combine(_folder, "cut.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        Assert.Empty((await TestAsync(("file", "key.pem"))).Warnings);
        Assert.Empty((await TestAsync(("file", "not-there.pem"))).Warnings);
        foreach (var name in (string[])["odd.crt", "cut.pem"])
            Assert.StartsWith($"The certificate in {Path.Combine(_folder, name)}, which 'file' names, cannot be read: ",
                Assert.Single((await TestAsync(("file", name))).Warnings), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    Task<ConnectionTest> TestAsync(params (string Name, string Value)[] settings) => TestAsync(null, settings);

    async Task<ConnectionTest> TestAsync(ConnectorException? fault, params (string Name, string Value)[] settings)
    {
        await using var engine = new KoppelEngine(new EngineOptions
        {
            Connectors = [new Desk(fault)],
            BaseFolder = _folder,
            Connections = [new ConnectionSettings("web", "desk", settings.ToDictionary(s => s.Name, s => s.Value))],
        });
        return await engine.TestAsync(engine.Connections[0], TestContext.Current.CancellationToken);
    }

    /// <summary>A system with an address and a file.</summary>
    sealed class Desk(ConnectorException? fault) : IConnector, ICatalog
    {
        public string Type => "desk";

        public string Description => "A desk.";

        public IReadOnlyList<Setting> Settings { get; } =
            [new("url", "The address.") { Kind = SettingKind.Url }, new("file", "The certificate.") { Kind = SettingKind.Path }];

        public ICatalog Open(ConnectionSettings settings, ConnectorEnvironment environment) => this;

        public ValueTask<IReadOnlyList<ITable>> ListAsync(CancellationToken cancellationToken = default) =>
            fault is null ? new([null!, null!]) : throw fault;

        public ValueTask<ITable?> FindAsync(string name, CancellationToken cancellationToken = default) => new((ITable?)null);

        public void Set(Setting setting, string value)
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
