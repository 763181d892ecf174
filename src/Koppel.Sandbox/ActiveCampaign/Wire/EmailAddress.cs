using System.Buffers;

namespace Koppel.Sandbox.ActiveCampaign.Wire;

/// <summary>The rules that the vendor publishes for a contact's mail address.</summary>
internal static class EmailAddress
{
    static readonly SearchValues<char> Forbidden = SearchValues.Create("\"(),:;<>@[\\] \t\r\n");

    public static bool IsValid(string text)
    {
        var at = text.IndexOf('@');
        if (at < 1 || text.Length > 250) return false;
        var domain = text.AsSpan(at + 1);
        var dot = domain.LastIndexOf('.');
        return dot > 0
            && !text.AsSpan(0, at).ContainsAny(Forbidden)
            && !domain.ContainsAny(Forbidden)
            && !domain.Contains("..", StringComparison.Ordinal)
            && domain[0] != '.'
            && domain.Length - dot > 2
            && !domain[(dot + 1)..].ContainsAnyExcept(Letters);
    }

    static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
}
