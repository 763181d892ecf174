using System.Buffers;
using System.Globalization;
using System.Text;
using Koppel.Sdk.Loading;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>
/// The rules by which the importer accepts an e-mail address. They are checked here first, since one bad address makes it refuse a
/// whole batch. Source: ActiveCampaign's page on the bulk importer; where dots may stand, and what a domain consists of, is as in RFC 5321,
/// since no mail reaches an address that breaks these.
/// </summary>
internal static class MailAddress
{
    /// <summary>The longest that mail can be sent to.</summary>
    const int MostCharacters = 254;

    static readonly SearchValues<char> Forbidden = SearchValues.Create("\"(),:;<>@[\\]");

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
        if (Character(address, at) is { } character) return character;
        if (address.Length > MostCharacters)
            return $"has {address.Length} characters, more than the {MostCharacters} that an address can have";
        return OfName(address.AsSpan(0, at)) ?? OfDomain(address.AsSpan(at + 1));
    }

    static string? OfName(ReadOnlySpan<char> name)
    {
        if (name[0] == '.') return "begins with a dot";
        if (name[^1] == '.') return "has a dot right before the @";
        return name.Contains("..", StringComparison.Ordinal) ? "has two dots one after the other before the @" : null;
    }

    static string? OfDomain(ReadOnlySpan<char> domain)
    {
        var dot = domain.LastIndexOf('.');
        if (dot <= 0 || domain[0] == '.' || domain.Contains("..", StringComparison.Ordinal)) return "has no proper domain after the @";
        foreach (var range in domain.Split('.'))
            if (domain[range] is ['-', ..] or [.., '-']) return "has a part of its domain that begins or ends with a hyphen";
        var top = domain[(dot + 1)..];
        if (top.Length < 2) return "ends with less than two letters after its last dot";
        foreach (var c in top)
            if (!char.IsLetterOrDigit(c) && c != '-') return "ends with something other than letters after its last dot";
        return null;
    }

    /// <summary>The first character that cannot stand where it does.</summary>
    static string? Character(string address, int at)
    {
        var (place, index) = (0, 0);
        foreach (var rune in address.EnumerateRunes())
        {
            place++;
            if (index == address.IndexOf('@', at + 1)) return $"has a second @ as its {CharacterName.Ordinal(place)} character";
            if (index != at
                && (rune is { IsBmp: true } && Forbidden.Contains((char)rune.Value) || !CharacterName.IsGraphic(rune)
                    || (index > at && !IsOfDomain(rune))))
                return $"has {CharacterName.Of(rune)} as its {CharacterName.Ordinal(place)} character";
            index += rune.Utf16SequenceLength;
        }
        return null;
    }

    static bool IsOfDomain(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '.' or '_'
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
