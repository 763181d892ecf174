using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Koppel.Engine.Personal;

/// <summary>
/// A person as texts name him: by an e-mail address, whatever its case, also as URLs, JSON and SQL write it. A longer address that only
/// ends or begins like it is somebody else's.
/// </summary>
internal sealed class Person
{
    /// <summary>What stands in the place of what was taken out.</summary>
    public const string Forgotten = "(forgotten)";

    /// <summary>
    /// What can stand before an address: nothing that an address goes on with. A quote and a percent sign can be part of one, and begin
    /// a text or a pattern of SQL: it depends on what stands before them.
    /// </summary>
    const string Before = @"(?<=\A|[^\p{L}\p{N}\p{M}\p{Cs}._+\-'%]"
        + @"|(?:(?<![\p{L}\p{N}]'?)|(?<=%[0-9A-F]{2}|\\u[0-9A-F]{4}))(?:['%]|%27|\\u0027)"
        + @"|%(?:0[9AD]|2[023CF]|3[A-F]|5[B-E]|7[B-D])|\\[nrtbf]|\\u00(?:2[026]|3[CE]|60))";

    /// <summary>What cannot stand behind it.</summary>
    const string After = @"(?![\p{L}\p{N}\p{M}\p{Cs}@]|[.\-][\p{L}\p{N}]|%40|%2[DE])";

    readonly Regex _named;
    readonly string _hint;

    /// <summary>A person.</summary>
    /// <param name="address">The address; blanks around it do not count.</param>
    public Person(string address)
    {
        Address = address.Trim();
        var written = string.Concat(Address.EnumerateRunes().Select(Written));
        _named = new Regex($@"{Before}{written}{After}|(?<=[\p{{L}}\p{{N}}]'){written}(?=')",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        // Letters and digits are written the same everywhere: a text without these does not name him.
        _hint = Regex.Matches(Address, "[A-Za-z0-9]+").Select(m => m.Value).MaxBy(m => m.Length) ?? "";
    }

    /// <summary>Stands for a person of whom only a number is known: nothing names him.</summary>
    public static Person Nobody { get; } = new("nobody@nowhere.invalid");

    /// <summary>The address.</summary>
    public string Address { get; }

    /// <summary>Whether this is an address that can be looked for.</summary>
    public static bool IsAddress(string text) =>
        text.Trim() is var given && given.LastIndexOf('@') is var at && at > 0 && at < given.Length - 1 && !given.Any(char.IsControl)
            && given.EnumerateRunes().All(r => r != Rune.ReplacementChar);

    /// <summary>Whether a text is the address and nothing else.</summary>
    public bool Is(string? text) => text is not null && text.AsSpan().Trim().Equals(Address, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text names him.</summary>
    public bool IsIn(ReadOnlySpan<char> text) =>
        text.Contains(_hint, StringComparison.OrdinalIgnoreCase) && _named.IsMatch(text);

    /// <summary>Whether bytes name him, be they UTF-8 or, in pairs, UTF-16.</summary>
    public bool IsIn(ReadOnlySpan<byte> bytes)
    {
        var text = ArrayPool<char>.Shared.Rent(bytes.Length + 1);
        try
        {
            var found = IsIn(text.AsSpan(0, Encoding.UTF8.GetChars(bytes, text)));
            for (var from = 0; !found && from < 2 && bytes.Length > from && bytes.Contains((byte)0); from++)
                found = IsIn(text.AsSpan(0, Encoding.Unicode.GetChars(bytes[from..], text)));
            return found;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(text, clearArray: true);
        }
    }

    /// <summary>A text without his address.</summary>
    public string Without(string text) => IsIn(text) ? _named.Replace(text, Forgotten) : text;

    /// <summary>A letter of the address in all the ways in which it is written.</summary>
    static string Written(Rune letter)
    {
        if (letter.IsAscii && Rune.IsLetterOrDigit(letter)) return letter.ToString();
        var text = letter.ToString();
        var ways = new HashSet<string>(StringComparer.Ordinal) { text };
        foreach (var one in (string[])[text, text.ToLowerInvariant(), text.ToUpperInvariant()])
        {
            ways.Add(string.Concat(Encoding.UTF8.GetBytes(one).Select(b => $"%{b:X2}")));
            ways.Add(string.Concat(one.Select(c => $@"\u{(int)c:X4}")));
        }
        if (text is "'" or "\"") ways.Add(text + text); // As SQL writes it.
        if (text is "\"" or "\\") ways.Add("\\" + text); // As JSON does.
        return $"(?:{string.Join('|', ways.OrderByDescending(w => w.Length).Select(Regex.Escape))})";
    }
}
