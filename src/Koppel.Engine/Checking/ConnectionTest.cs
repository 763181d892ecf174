using Koppel.Sdk.Connections;

namespace Koppel.Engine.Checking;

/// <summary>What came of testing a connection.</summary>
/// <param name="Connection">Its name.</param>
/// <param name="Type">The connector's word.</param>
/// <param name="Found">What was found, a few words; empty when it does not work.</param>
/// <param name="Warnings">What will go wrong soon, as sentences, such as a certificate that ends.</param>
public sealed record ConnectionTest(string Connection, string Type, string Found, IReadOnlyList<string> Warnings)
{
    /// <summary>Why it does not work; null when it does.</summary>
    public ConnectorException? Fault { get; init; }
}
