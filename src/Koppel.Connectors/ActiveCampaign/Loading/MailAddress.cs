using System.Buffers;
using Koppel.Sdk;

namespace Koppel.Connectors.ActiveCampaign.Loading;

/// <summary>
/// The rules by which the importer accepts an e-mail address. They are checked here first, since one bad address makes it refuse a
/// whole batch. Source: ActiveCampaign's page on the bulk importer.
/// </summary>
internal static class MailAddress
{
    static readonly SearchValues<char> Forbidden = SearchValues.Create("\"(),:;<>@[\\] \t\r\n");

    /// <summary>Why a row with such an address is rejected.</summary>
    /// <param name="address">The address.</param>
    /// <param name="fault">What <see cref="Fault"/> says of it.</param>
    public static RejectCause Rejected(string address, string fault) =>
        new(RejectCode.AddressInvalid, $"'{address}' is no e-mail address: it {fault}.", "Correct it and load it again.");

    /// <summary>What is wrong with an address, as the end of a sentence that begins with it, or null.</summary>
    public static string? Fault(string address)
    {
        if (string.IsNullOrWhiteSpace(address)) return "is empty";
        var at = address.IndexOf('@', StringComparison.Ordinal);
        if (at < 0) return "has no @";
        if (at == 0) return "has nothing before the @";
        var local = address.AsSpan(0, at);
        var domain = address.AsSpan(at + 1);
        if (local.IndexOfAny(Forbidden) >= 0) return "has a character before the @ that an address cannot have";
        if (domain.IndexOfAny(Forbidden) >= 0) return "has a character behind the @ that an address cannot have";
        var dot = domain.LastIndexOf('.');
        if (dot <= 0 || domain.Contains("..", StringComparison.Ordinal)) return "has no proper domain behind the @";
        var top = domain[(dot + 1)..];
        if (top.Length < 2) return "ends with less than two letters behind its last dot";
        foreach (var c in top)
            if (!char.IsLetterOrDigit(c) && c != '-') return "ends with something other than letters behind its last dot";
        return null;
    }
}
