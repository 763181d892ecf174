using System.Globalization;
using System.Text;

namespace Koppel.Engine.Files.Columns;

/// <summary>Looks at all values of a column: are all of them numbers, written in one way?</summary>
internal sealed class NumberProfile
{
    readonly NumberStyle[] _styles;
    readonly int[] _whole;
    readonly int[] _fraction;
    uint _alive;
    bool _hasSigns;
    bool _isBeyondLong;

    /// <summary>Looks for numbers in some ways.</summary>
    public NumberProfile(NumberStyle[] styles)
    {
        _styles = styles;
        (_whole, _fraction, _alive) = (new int[styles.Length], new int[styles.Length], (1u << styles.Length) - 1);
    }

    /// <summary>All values so far are numbers.</summary>
    public bool IsAlive => _alive != 0;

    /// <summary>The first value that is none, in the words of a sentence; null while all are.</summary>
    public string? Fault { get; private set; }

    /// <summary>How many values were numbers.</summary>
    public long Seen { get; private set; }

    /// <summary>Takes a value.</summary>
    /// <param name="text">It.</param>
    /// <returns>Whether all are numbers still.</returns>
    public bool Add(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return Fail(text);
        var digits = text[0] == '-' ? text[1..] : text;
        if (!digits.IsEmpty && digits.Length <= 3 && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            if (digits[0] == '0' && (digits.Length > 1 || text.Length > 1)) return Fail(text);
            for (var i = 0; i < _styles.Length; i++) _whole[i] = Math.Max(_whole[i], digits.Length);
            Seen++;
            return true;
        }
        if (digits.IsEmpty || text.Length > 60) return Fail(text);
        var isZero = text[0] == '-' && !digits.ContainsAnyInRange((byte)'1', (byte)'9');
        var left = 0u;
        for (var i = 0; i < _styles.Length && !isZero; i++)
        {
            if ((_alive & (1u << i)) == 0 || !_styles[i].Reads(text, out var whole, out var fraction)) continue;
            if (whole + fraction > 38) continue;
            left |= 1u << i;
            _whole[i] = Math.Max(_whole[i], whole);
            _fraction[i] = Math.Max(_fraction[i], fraction);
        }
        if (left == 0) return Fail(text);
        _alive = left;
        _hasSigns |= digits.ContainsAnyExceptInRange((byte)'0', (byte)'9');
        if (digits.Length > 18) _isBeyondLong |= !IsLong(text);
        Seen++;
        return true;
    }

    /// <summary>
    /// What the column is, when all its values are numbers; null when they are none, or when they could mean two things.
    /// </summary>
    /// <param name="isPoint">What the rest of the file says: the decimal sign is a point, a comma, or nothing is known.</param>
    /// <param name="doubt">Why it is not known which numbers they are, or null.</param>
    /// <param name="isWhole">In doubt they are whole numbers.</param>
    public NumberForm? Form(bool? isPoint, out string? doubt, bool isWhole = false)
    {
        doubt = null;
        if (!IsAlive) return null;
        var alive = Enumerable.Range(0, _styles.Length).Where(i => (_alive & (1u << i)) != 0).ToList();
        var forms = alive.Select(i => FormOf(i)).Where(f => f is not null).Select(f => f!).ToList();
        if (forms.Count == 0)
        {
            doubt = "it would take more than 38 digits";
            return null;
        }
        if (!_hasSigns) return forms[0] with { Style = forms[0].Style with { Group = 0 } };
        if (forms.Count == 1 || forms.TrueForAll(f => f.Means(forms[0]))) return forms[0];
        if (isWhole && forms.Find(f => f.Scale == 0) is { } whole) return whole;
        if (isPoint is { } known && forms.Find(f => f.Style.Decimal == (known ? '.' : ',')) is { } told) return told;
        doubt = "its numbers could have groups of thousands or decimals";
        return null;
    }

    /// <summary>What the decimal sign is as far as this column alone proves it: true for a point, false for a comma.</summary>
    public bool? ProvesPoint()
    {
        if (!IsAlive || !_hasSigns) return null;
        var signs = Enumerable.Range(0, _styles.Length).Where(i => (_alive & (1u << i)) != 0 && (_fraction[i] > 0 || _styles[i].Group != 0))
            .Select(i => _styles[i].Decimal).Distinct().ToList();
        return signs is [var one] ? one == '.' : null;
    }

    NumberForm? FormOf(int i)
    {
        var (whole, fraction) = (_whole[i], _fraction[i]);
        if (whole + fraction > 38) return null;
        return new NumberForm(
            _styles[i], fraction == 0 && !_isBeyondLong && whole <= 19 ? null : whole + fraction, fraction) { Digits = whole };
    }

    static bool IsLong(ReadOnlySpan<byte> text)
    {
        var plain = Encoding.ASCII.GetString(text).Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        return long.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
    }

    bool Fail(ReadOnlySpan<byte> text)
    {
        _alive = 0;
        var shown = Encoding.UTF8.GetString(text);
        var digits = shown.TrimStart('-');
        Fault = shown.Length == 0 ? "is empty"
            : digits.Length > 1 && digits[0] == '0' && digits.All(char.IsAsciiDigit) ? "has a leading zero"
            : shown.StartsWith('-') && digits.Length > 0 && digits.All(c => c is '0' or '.' or ',') ? "is a zero with a minus"
            : digits.Count(char.IsAsciiDigit) > 38 ? "has more than 38 digits"
            : shown.StartsWith('+') ? "has a plus"
            : shown.Any(char.IsAsciiDigit) && double.TryParse(shown, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
                && shown.Contains('e', StringComparison.OrdinalIgnoreCase) ? "has an exponent"
            : shown.Length > 0 && digits.Length > 0 && digits.All(c => char.IsAsciiDigit(c) || c is '.' or ',')
                ? "is written otherwise than the numbers before it"
            : "is no number";
        return false;
    }
}

/// <summary>Numbers of a column.</summary>
/// <param name="Style">How they are written.</param>
/// <param name="Precision">All digits, or null when they are a BIGINT.</param>
/// <param name="Scale">Decimals.</param>
internal sealed record NumberForm(NumberStyle Style, int? Precision, int Scale)
{
    /// <summary>The type.</summary>
    public string Type => Precision is { } digits ? string.Create(CultureInfo.InvariantCulture, $"DECIMAL({digits},{Scale})") : "BIGINT";

    /// <summary>Digits before the decimals.</summary>
    public int Digits { get; init; }

    /// <summary>Both make the same of the column's values.</summary>
    public bool Means(NumberForm other) =>
        Type == other.Type && (Scale == 0 ? Style.Group == other.Style.Group : Style.Decimal == other.Style.Decimal);
}
