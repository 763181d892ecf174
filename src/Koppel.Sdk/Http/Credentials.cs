using System.Text;

namespace Koppel.Sdk.Http;

/// <summary>The headers of a connection as secrets: whether they can be sent, and how a server's words are rid of them.</summary>
internal sealed class Credentials
{
    const string Instead = "***";

    readonly List<byte[]> _secrets = [];

    public Credentials(IReadOnlyDictionary<string, string> headers)
    {
        foreach (var (name, value) in headers)
        {
            if (value.Any(c => c is < ' ' or > '~'))
                Fault ??= $"the value of the header {name} holds a character that cannot be sent, such as a line break";
            foreach (var secret in new[] { value, value[(value.LastIndexOf(' ') + 1)..] }.Distinct())
                if (secret.Length > 3) _secrets.Add(Encoding.UTF8.GetBytes(secret));
        }
    }

    /// <summary>Why they cannot be sent, without showing them, or null.</summary>
    public string? Fault { get; }

    /// <summary>The body without what it repeats of them, so that no message can show it.</summary>
    public ReadOnlyMemory<byte> Hide(byte[] body)
    {
        foreach (var secret in _secrets)
            if (body.AsSpan().IndexOf(secret) >= 0)
                body = Encoding.UTF8.GetBytes(
                    Encoding.UTF8.GetString(body).Replace(Encoding.UTF8.GetString(secret), Instead, StringComparison.Ordinal));
        return body;
    }
}
