using Koppel.Sdk.Connections;

namespace Koppel.Server.Api;

/// <summary>Where a person is seen: in the viewer of the sandbox beside us, or in the account's own pages.</summary>
/// <param name="facts">Know the sandbox.</param>
internal sealed class PersonLink(ProgramFacts facts)
{
    const string Calls = ".api-us1.com", Pages = ".activehosted.com";

    /// <summary>The address, or null.</summary>
    /// <param name="connections">The connections.</param>
    /// <param name="name">Where the person is.</param>
    /// <param name="id">By which number the system knows the person, or null.</param>
    /// <param name="address">The e-mail address, or null.</param>
    public string? Of(IReadOnlyList<ConnectionSettings> connections, string name, string? id, string? address)
    {
        var connection = connections.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (connection is not { Type: "activecampaign" }) return null;
        if (!Uri.TryCreate(connection.Text("url"), UriKind.Absolute, out var url)) return null;
        var place = id is not null ? $"contacts/{Uri.EscapeDataString(id)}" : null;
        if (facts is { Sandbox: { } sandbox, Viewer: { } viewer } && url.Authority == sandbox.Authority)
            return place is not null ? $"{viewer}#/{place}"
                : address is not null ? $"{viewer}#/contacts?search={Uri.EscapeDataString(address)}" : null;
        return place is not null && url.Scheme == Uri.UriSchemeHttps && url.Host.EndsWith(Calls, StringComparison.Ordinal)
            ? $"https://{url.Host[..^Calls.Length]}{Pages}/app/{place}" : null;
    }
}
