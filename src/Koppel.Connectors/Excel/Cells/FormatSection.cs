using System.Globalization;

namespace Koppel.Connectors.Excel.Cells;

/// <summary>One section of a number format, such as <c>[Red]dd-mm-yyyy</c>.</summary>
internal sealed class FormatSection
{
    bool _hasDigits;
    bool _hasDays;
    bool _hasTimes;
    bool _hasMonths;
    bool _isAmount;

    /// <summary>What a number in it is; null when it shows nothing of the number.</summary>
    public FormatKind? Kind =>
        _isAmount ? FormatKind.Duration
        : _hasDigits ? FormatKind.Number
        : _hasDays || _hasMonths && !_hasTimes ? FormatKind.Date
        : _hasTimes ? FormatKind.Time
        : null;

    /// <summary>Whether it is for texts.</summary>
    public bool IsOfText { get; private set; }

    /// <summary>Which numbers it is for, or null when that follows from its place.</summary>
    public Func<double, bool>? Condition { get; private set; }

    /// <summary>The sections of a code, of which each ends with a semicolon that is neither quoted nor escaped.</summary>
    public static IEnumerable<FormatSection> Split(string code)
    {
        for (var at = 0; at <= code.Length;)
        {
            var section = new FormatSection();
            at = section.Read(code, at) + 1;
            yield return section;
        }
    }

    /// <summary>Reads up to the section's end and gives its place.</summary>
    int Read(string code, int start)
    {
        for (var i = start; i < code.Length; i++)
        {
            switch (code[i])
            {
                case ';': return i;
                case '\\' or '_' or '*': i++; break;
                case '"': i = End(code, '"', i); break;
                case '[':
                    var end = End(code, ']', i);
                    Bracket(code[(i + 1)..Math.Min(end, code.Length)]);
                    i = end;
                    break;
                default: i += Mark(code, i); break;
            }
        }
        return code.Length;
    }

    /// <summary>Takes a mark that counts, and gives how many more characters belong to it.</summary>
    int Mark(string code, int at)
    {
        foreach (var word in (string[])["General", "Standard", "Standaard"])
        {
            if (!Is(code, at, word)) continue;
            _hasDigits = true;
            return word.Length - 1;
        }
        if (Is(code, at, "AM/PM") || Is(code, at, "A/P"))
        {
            _hasTimes = true;
            return Is(code, at, "A/P") ? 2 : 4;
        }
        switch (char.ToLowerInvariant(code[at]))
        {
            case '0' or '#' or '?': _hasDigits |= !IsFractionOfSeconds(code, at); break;
            case 'e' when at + 1 < code.Length && code[at + 1] is '+' or '-': _hasDigits = true; return 1;
            case 'y' or 'd' or 'e' or 'g' or 'b': _hasDays = true; break;
            case 'a' when Is(code, at, "aaa"): _hasDays = true; break;
            case 'm' when Is(code, at, "mmm"): _hasDays = true; break;
            case 'm': _hasMonths = true; break;
            case 'h' or 's': _hasTimes = true; break;
            case '@': IsOfText = true; break;
            default: break;
        }
        return 0;
    }

    void Bracket(string content)
    {
        if (content.Length == 0) return;
        var letter = char.ToLowerInvariant(content[0]);
        if (letter is 'h' or 'm' or 's' && content.All(c => char.ToLowerInvariant(c) == letter)) _isAmount = true;
        else if (content[0] is '<' or '>' or '=') Condition ??= ConditionOf(content);
    }

    static Func<double, bool>? ConditionOf(string content)
    {
        var sign = content.AsSpan().TrimStart("<>=").Length is var rest ? content[..^rest] : "";
        if (!double.TryParse(content.AsSpan(sign.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out var bound)) return null;
        return sign switch
        {
            "<" => n => n < bound,
            "<=" => n => n <= bound,
            ">" => n => n > bound,
            ">=" => n => n >= bound,
            "=" => n => n == bound,
            "<>" => n => n != bound,
            _ => null,
        };
    }

    /// <summary>Whether the digits here are those of <c>ss.000</c>.</summary>
    static bool IsFractionOfSeconds(string code, int at)
    {
        while (at > 0 && code[at - 1] == '0') at--;
        if (at < 2 || code[at - 1] is not ('.' or ',')) return false;
        return code[at - 2] is 's' or 'S' || code[at - 2] == ']' && code[..(at - 2)].EndsWith('s');
    }

    static bool Is(string code, int at, string word) =>
        string.Compare(code, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0;

    static int End(string code, char mark, int start) => code.IndexOf(mark, start + 1) is var end and >= 0 ? end : code.Length;
}
