using Koppel.Sdk.Connections;

namespace Koppel.Connectors.Salesforce.SignIn;

/// <summary>How a connection signs in, read off its settings: what is given tells the way.</summary>
/// <param name="settings">The settings.</param>
internal sealed class LogInSettings(ConnectionSettings settings)
{
    /// <summary>The names of the settings.</summary>
    public const string Url = "url", ClientId = "client_id", ClientSecret = "client_secret", User = "username", Password = "password",
        KeyFile = "private_key_file", Key = "private_key", RefreshToken = "refresh_token", Sfdx = "sfdx_url";

    /// <summary>The way.</summary>
    public LogIn Way =>
        Has(Sfdx) ? LogIn.Sfdx
        : Has(KeyFile) || Has(Key) ? LogIn.Jwt
        : Has(RefreshToken) ? LogIn.RefreshToken
        : Has(Password) ? LogIn.Password
        : LogIn.ClientCredentials;

    /// <summary>A setting's text, or nothing.</summary>
    public string this[string name] => settings.Text(name) ?? "";

    /// <summary>The name under which the lasting token is kept in the store of secrets; null when it came from elsewhere.</summary>
    public string? StoredAs => Way switch
    {
        LogIn.RefreshToken => settings.SecretOf(RefreshToken), LogIn.Sfdx => settings.SecretOf(Sfdx), _ => null,
    };

    /// <summary>Where it signs in.</summary>
    public Uri Address => Way == LogIn.Sfdx && SfdxUrl.Read(this[Sfdx]) is { } sfdx
        ? new Uri($"{(new Uri($"http://{sfdx.Host}").IsLoopback ? "http" : "https")}://{sfdx.Host}/")
        : new Uri(new Uri(Has(Url) ? this[Url] : $"https://{Hosts.Production}"), "/");

    /// <summary>What does not fit together, as sentences.</summary>
    public static IReadOnlyList<string> Faults(ConnectionSettings settings)
    {
        var it = new LogInSettings(settings);
        var ways = new[] { Sfdx, KeyFile, Key, RefreshToken, Password }.Where(it.Has).ToList();
        if (ways.Count > 1)
            return [$"{string.Join(" and ", ways)} are different ways to sign in: keep one of them"];
        var missing = it.Way switch
        {
            LogIn.Sfdx => [],
            LogIn.Jwt => new[] { ClientId, User },
            LogIn.RefreshToken => [ClientId],
            LogIn.Password => [ClientId, ClientSecret, User],
            _ => [Url, ClientId, ClientSecret],
        };
        var faults = missing.Where(m => !it.Has(m)).Select(m => $"{m} is missing: {it.Why}").ToList();
        if (it.Way == LogIn.ClientCredentials && it.Has(Url) && Hosts.IsShared(it.Address))
            faults.Add($"url is {it.Address.Host}, which knows no app by itself: client credentials need the org's own address, such as "
                + "https://acme.my.salesforce.com (Setup, My Domain)");
        return faults;
    }

    string Why => Way switch
    {
        LogIn.Jwt => "private_key_file signs for client_id and username",
        LogIn.RefreshToken => "refresh_token belongs to an app, client_id",
        LogIn.Password => "a password is taken together with client_id, client_secret and username",
        _ => "to sign in, give url, client_id and client_secret; or private_key_file, refresh_token or sfdx_url",
    };

    bool Has(string name) => !string.IsNullOrWhiteSpace(settings.Text(name));
}
