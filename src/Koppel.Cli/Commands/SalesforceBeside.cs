using System.Text;
using Koppel.Cli.Faults;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.Cli.Commands;

/// <summary>The Salesforce sandbox that <c>koppel sandbox --salesforce</c> serves beside the other.</summary>
sealed class SalesforceBeside : IAsyncDisposable
{
    readonly SalesforceServer _server;
    readonly DirectoryInfo _folder;

    SalesforceBeside(SalesforceServer server, DirectoryInfo folder) => (_server, _folder) = (server, folder);

    /// <summary>What stands in the line of JSON: where it is, and every way to sign in.</summary>
    public object Line => new
    {
        url = _server.Url,
        token = _server.Token,
        clientId = _server.ClientId,
        clientSecret = _server.ClientSecret,
        username = _server.Username,
        password = _server.Password,
        refreshToken = _server.RefreshToken,
        privateKeyFile = KeyFile,
        viewer = _server.Viewer,
    };

    /// <summary>What a person at a terminal reads.</summary>
    public IEnumerable<string> Words =>
    [
        $"The Salesforce sandbox serves at {_server.Url}, with a page of its own. Its app signs in with the consumer key "
            + $"{_server.ClientId} and the secret {_server.ClientSecret},",
        $"or as {_server.Username} with assertions signed by the key in {KeyFile}.",
    ];

    string KeyFile => Path.Combine(_folder.FullName, "private-key.pem");

    /// <summary>Starts it.</summary>
    /// <exception cref="UsageException">It cannot be served.</exception>
    public static async Task<SalesforceBeside> StartAsync(SalesforceOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var server = await SalesforceServer.StartAsync(options, cancellationToken);
            // A folder of this user's alone.
            var beside = new SalesforceBeside(server, Directory.CreateTempSubdirectory("koppel-sandbox-"));
            await File.WriteAllTextAsync(beside.KeyFile, server.PrivateKey, Encoding.ASCII, cancellationToken);
            return beside;
        }
        catch (ArgumentException faults)
        {
            throw new UsageException(faults.Message);
        }
        catch (IOException fault)
        {
            throw new UsageException(
                $"The Salesforce sandbox cannot serve at port {options.Port}: {fault.Message} Choose another with --salesforce-port, or "
                    + "leave it out for a free one.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
