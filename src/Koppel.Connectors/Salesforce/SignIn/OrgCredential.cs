using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;

namespace Koppel.Connectors.Salesforce.SignIn;

/// <summary>
/// Has tokens issued by an org, and believes where the org says that its data is. Source: Salesforce's pages on OAuth flows.
/// </summary>
/// <param name="settings">How the connection signs in.</param>
internal sealed class OrgCredential(LogInSettings settings) : ICredential
{
    string? _rotated;

    /// <inheritdoc/>
    public async Task<AccessToken> IssueAsync(
        RestClientOptions options, ConnectorEnvironment environment, CancellationToken cancellationToken = default)
    {
        // A token that is replaced when it is used is good once: only one process at a time may use it, and takes the newest.
        using var held = settings.StoredAs is { } name && environment.Secrets is { } store
            ? await store.HoldAsync(name, cancellationToken) : null;
        var lasting = held is null ? _rotated : environment.Secrets!.Find(settings.StoredAs!);
        var address = settings.Address;
        var grant = new OAuthGrant(new Uri(address, "services/oauth2/token"), await FormAsync(lasting, environment, cancellationToken))
        {
            Remedy = Remedies.For,
        };
        var answer = await grant.AskAsync(options, environment, cancellationToken);
        if (settings.Way is LogIn.RefreshToken or LogIn.Sfdx && answer.Text("refresh_token") is { Length: > 0 } next)
            Keep(next, lasting, held is not null, environment);
        var data = Hosts.Believed(answer.Text("instance_url"), address) ?? throw new ConnectorException(ConnectorErrorKind.Unauthorized,
            $"Salesforce (connection '{options.Connection}') signs in at {address} and says that its data is at "
            + $"'{answer.Text("instance_url")}', where no token is sent: it is no https address of Salesforce. Check url of the "
            + $"connection.")
        { Connection = options.Connection };
        return answer.Token with { BaseAddress = data };
    }

    /// <summary>Stores a token that replaced another before it is used; one that is in no store counts until the program ends.</summary>
    void Keep(string next, string? before, bool isStored, ConnectorEnvironment environment)
    {
        var sfdx = settings.Way == LogIn.Sfdx ? SfdxUrl.Read(before ?? settings[LogInSettings.Sfdx]) : null;
        if (next == (sfdx?.RefreshToken ?? before ?? settings[LogInSettings.RefreshToken])) return;
        _rotated = sfdx is null ? next : (sfdx with { RefreshToken = next }).Write();
        if (isStored) environment.Secrets!.Store(settings.StoredAs!, _rotated);
        else environment.Log.NotStored();
    }

    async Task<Dictionary<string, string>> FormAsync(
        string? lasting, ConnectorEnvironment environment, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string>();
        switch (settings.Way)
        {
            case LogIn.Jwt:
                form["grant_type"] = "urn:ietf:params:oauth:grant-type:jwt-bearer";
                form["assertion"] = JwtAssertion.Sign(
                    await KeyAsync(environment, cancellationToken), KeyName(environment), settings[LogInSettings.ClientId],
                    settings[LogInSettings.User],
                    settings.Address.GetLeftPart(UriPartial.Authority), environment.Time.GetUtcNow());
                return form;
            case LogIn.Sfdx:
                var sfdx = SfdxUrl.Read(lasting ?? settings[LogInSettings.Sfdx])!;
                return Refresh(form, sfdx.RefreshToken, sfdx.ClientId, sfdx.ClientSecret);
            case LogIn.RefreshToken:
                return Refresh(
                    form, lasting ?? settings[LogInSettings.RefreshToken], settings[LogInSettings.ClientId],
                    settings[LogInSettings.ClientSecret]);
            case LogIn.Password:
                form["grant_type"] = "password";
                form["username"] = settings[LogInSettings.User];
                form["password"] = settings[LogInSettings.Password];
                break;
            default:
                form["grant_type"] = "client_credentials";
                break;
        }
        form["client_id"] = settings[LogInSettings.ClientId];
        form["client_secret"] = settings[LogInSettings.ClientSecret];
        return form;
    }

    static Dictionary<string, string> Refresh(Dictionary<string, string> form, string token, string clientId, string secret)
    {
        form["grant_type"] = "refresh_token";
        form["refresh_token"] = token;
        form["client_id"] = clientId;
        if (secret.Length > 0) form["client_secret"] = secret;
        return form;
    }

    string KeyPath(ConnectorEnvironment environment) => Path.GetFullPath(settings[LogInSettings.KeyFile], environment.BaseFolder);

    string KeyName(ConnectorEnvironment environment) =>
        settings[LogInSettings.Key].Length > 0 ? "The text of private_key" : $"The key file {KeyPath(environment)}";

    async Task<string> KeyAsync(ConnectorEnvironment environment, CancellationToken cancellationToken)
    {
        if (settings[LogInSettings.Key] is { Length: > 0 } given) return given.Replace("\\n", "\n", StringComparison.Ordinal);
        var path = KeyPath(environment);
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ConnectorException(ConnectorErrorKind.Unauthorized,
                $"The key file {path} cannot be read: {fault.Message.TrimEnd('.')}. Check private_key_file of the connection.", fault);
        }
    }
}
