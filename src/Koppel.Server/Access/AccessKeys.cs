using System.Security.Cryptography;
using System.Text;

namespace Koppel.Server.Access;

/// <summary>
/// One-time tokens, and the cookies that they were exchanged for. Only digests of both are kept. Safe to use from many threads.
/// </summary>
internal sealed class AccessKeys
{
    const int MostTokens = 16, MostCookies = 64;

    readonly Lock _lock = new();
    readonly Queue<string> _tokens = [];
    readonly Queue<string> _cookies = [];

    /// <summary>A token that lets one browser in, once.</summary>
    public string NewToken()
    {
        var token = Random();
        lock (_lock) Add(_tokens, token, MostTokens);
        return token;
    }

    /// <summary>A cookie for a token; null when there is no such token, or it was used.</summary>
    public string? Exchange(string token)
    {
        lock (_lock)
        {
            var digest = Digest(token);
            if (!_tokens.Contains(digest)) return null;
            var left = _tokens.Where(t => t != digest).ToList();
            _tokens.Clear();
            foreach (var other in left) _tokens.Enqueue(other);
            var cookie = Random();
            Add(_cookies, cookie, MostCookies);
            return cookie;
        }
    }

    /// <summary>Whether a cookie is one of those that were given.</summary>
    public bool IsKnown(string? cookie)
    {
        if (cookie is not { Length: > 0 and < 200 }) return false;
        var digest = Digest(cookie);
        lock (_lock) return _cookies.Contains(digest);
    }

    static void Add(Queue<string> to, string secret, int most)
    {
        to.Enqueue(Digest(secret));
        while (to.Count > most) to.Dequeue();
    }

    /// <summary>What is compared: how long comparing takes tells nothing of the secret itself.</summary>
    static string Digest(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
