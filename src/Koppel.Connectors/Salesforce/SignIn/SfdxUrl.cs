namespace Koppel.Connectors.Salesforce.SignIn;

/// <summary>
/// What the command line <c>sf</c> prints of an org with <c>--verbose</c>: <c>force://clientId:clientSecret:refreshToken@host</c>. The
/// secret can be empty. It is secret as a whole.
/// </summary>
internal sealed record SfdxUrl(string ClientId, string ClientSecret, string RefreshToken, string Host)
{
    const string Scheme = "force://";

    /// <summary>Reads one; null when it is none.</summary>
    public static SfdxUrl? Read(string text)
    {
        text = text.Trim();
        var at = text.LastIndexOf('@');
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || at < 0) return null;
        var host = text[(at + 1)..].Replace("https://", "", StringComparison.OrdinalIgnoreCase).TrimEnd('/');
        var parts = text[Scheme.Length..at].Split(':');
        return parts.Length == 3 && parts[0].Length > 0 && parts[2].Length > 0
            && Uri.CheckHostName(host.Split(':')[0]) != UriHostNameType.Unknown
            ? new SfdxUrl(parts[0], parts[1], parts[2], host)
            : null;
    }

    /// <summary>Writes it, secret as it is.</summary>
    public string Write() => $"{Scheme}{ClientId}:{ClientSecret}:{RefreshToken}@{Host}";

    /// <summary>The host only: the rest is secret.</summary>
    public override string ToString() => $"{Scheme}***@{Host}";
}
