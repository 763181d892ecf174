using Koppel.Sdk.Connections;

namespace Koppel.Sdk.Http;

/// <summary>
/// What is said of an address that would carry a secret unencrypted to another machine: anybody on the way could read it, and act with it.
/// </summary>
public static class PlainHttp
{
    /// <summary>What to do, as a sentence.</summary>
    public static string Remedy =>
        $"Write https:// in its address, or {CommonSettings.AllowHttp.Name} = true where the way is safe, such as within a tunnel.";

    /// <summary>Why it cannot be used, as the end of a sentence.</summary>
    /// <param name="host">The host.</param>
    public static string Fault(string host) => $"its token would travel unencrypted to {host}, over http";

    /// <summary>Whether an address is one to which a secret may not go.</summary>
    public static bool IsExposed(Uri address) => address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback;
}
