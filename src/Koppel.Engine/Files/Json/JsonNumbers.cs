using System.Globalization;
using System.Numerics;
using System.Text;

namespace Koppel.Engine.Files.Json;

/// <summary>Numbers at a place of a file of JSON: which type keeps them all?</summary>
internal sealed class JsonNumbers
{
    /// <summary>DuckDB takes the numbers of JSON for floating point first: decimals of so many digits stay what they are.</summary>
    public const int DigitsThatDuckDbKeeps = 15;

    const int MostDigits = 38;

    int _whole;
    int _fraction;
    bool _isBeyondLong;
    bool _hasExponents;
    bool _isBeyondDouble;

    /// <summary>DuckDB, reading JSON, would write one of them otherwise than it stands there.</summary>
    public bool AreOdd { get; private set; }

    /// <summary>Takes one.</summary>
    public void Add(ReadOnlySpan<byte> number)
    {
        var digits = number[0] == '-' ? number[1..] : number;
        var point = digits.IndexOf((byte)'.');
        var exponent = digits.IndexOfAny((byte)'e', (byte)'E');
        if (point < 0 && exponent < 0)
        {
            _whole = Math.Max(_whole, digits.Length);
            if (digits.Length <= 18 && !(digits is [(byte)'0'] && number.Length > 1)) return;
            AreOdd = true; // -0 too
            if (digits.Length > 18)
                _isBeyondLong |= !long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
            if (digits.Length > 15) _isBeyondDouble |= !IsKept(number);
            return;
        }
        AreOdd = true;
        if (exponent >= 0) _hasExponents = true;
        else
        {
            _whole = Math.Max(_whole, point);
            _fraction = Math.Max(_fraction, digits.Length - point - 1);
        }
        if (exponent >= 0 || digits.Length > 16) _isBeyondDouble |= !IsKept(number);
    }

    /// <summary>Takes all that another place has.</summary>
    public void Add(JsonNumbers other)
    {
        (_whole, _fraction) = (Math.Max(_whole, other._whole), Math.Max(_fraction, other._fraction));
        _isBeyondLong |= other._isBeyondLong;
        _hasExponents |= other._hasExponents;
        _isBeyondDouble |= other._isBeyondDouble;
        AreOdd |= other.AreOdd;
    }

    /// <summary>The type that keeps every one of them; texts when no type of numbers does.</summary>
    public JsonType Type
    {
        get
        {
            if (!_hasExponents && _fraction == 0 && !_isBeyondLong) return new(JsonKind.Whole);
            if (!_hasExponents && _whole + _fraction <= MostDigits)
                return new(JsonKind.Decimal) { Precision = _whole + _fraction, Scale = _fraction };
            return new(_isBeyondDouble ? JsonKind.Text : JsonKind.Double);
        }
    }

    /// <summary>Whether floating point keeps it: what is written of it is the same number.</summary>
    static bool IsKept(ReadOnlySpan<byte> number)
    {
        if (number.Length > 400) return false;
        var text = Encoding.ASCII.GetString(number);
        var kept = double.Parse(text, CultureInfo.InvariantCulture);
        return double.IsFinite(kept) && Value(text) == Value(kept.ToString("R", CultureInfo.InvariantCulture));
    }

    /// <summary>The digits without zeros at their ends, and the power of ten behind them.</summary>
    static (BigInteger Digits, long Power) Value(string number)
    {
        var end = number.IndexOfAny(['e', 'E']);
        var power = end < 0
            ? 0
            : long.TryParse(number[(end + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var told)
                ? told
                : long.MaxValue / 2;
        var digits = end < 0 ? number : number[..end];
        if (digits.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point) power -= digits.Length - point - 1;
        digits = digits.Replace(".", "", StringComparison.Ordinal);
        var bare = digits.TrimEnd('0');
        var value =
            BigInteger.TryParse(bare, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var all) ? all : BigInteger.Zero;
        return value.IsZero ? (value, 0) : (value, power + digits.Length - bare.Length);
    }
}
