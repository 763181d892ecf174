namespace Koppel.Connectors.Salesforce.SignIn;

/// <summary>Addresses of Salesforce, and which are believed.</summary>
internal static class Hosts
{
    /// <summary>Where everybody of production signs in, whatever the org; it issues tokens and has no data.</summary>
    public const string Production = "login.salesforce.com";

    /// <summary>The same for sandboxes.</summary>
    public const string Sandboxes = "test.salesforce.com";

    static readonly string[] Domains = [".salesforce.com", ".salesforce.mil", ".cloudforce.com", ".sfcrmproducts.cn"];

    /// <summary>What is wrong with an address as that of an org, as the end of a sentence, or null.</summary>
    public static string? Fault(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)) return null; // That it is none is told already.
        if (uri.IsLoopback) return null;
        if (Domains.Any(d => uri.Host.EndsWith(d, StringComparison.OrdinalIgnoreCase))) return null;
        return $"is no address of Salesforce: '{uri.Host}' is neither {Production}, {Sandboxes} nor an org's own such as "
            + $"acme.my.salesforce.com "
            + "or acme--test.sandbox.my.salesforce.com (Setup, My Domain)";
    }

    /// <summary>Whether an address is where orgs sign in together, so that it says nothing of the org.</summary>
    public static bool IsShared(Uri address) => address.Host.Equals(Production, StringComparison.OrdinalIgnoreCase)
        || address.Host.Equals(Sandboxes, StringComparison.OrdinalIgnoreCase);

    /// <summary>The address of an org's data as a token's answer tells it, or null when secrets may not be sent there.</summary>
    /// <param name="told">What the answer says.</param>
    /// <param name="asked">Where the token was asked for.</param>
    public static Uri? Believed(string? told, Uri asked) =>
        Uri.TryCreate(told, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
            && (uri.IsLoopback ? asked.IsLoopback : uri.Scheme == Uri.UriSchemeHttps && Fault(uri.ToString()) is null)
            ? new Uri(uri, "/")
            : null;
}
