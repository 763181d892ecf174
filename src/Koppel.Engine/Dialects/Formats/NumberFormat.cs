using Koppel.Engine.Sql;

namespace Koppel.Engine.Dialects.Formats;

/// <summary>Where a format has the sign of a number.</summary>
internal enum SignPlace
{
    /// <summary>A minus before it, or a blank.</summary>
    Before,

    /// <summary><c>S</c> at the beginning: plus or minus before it.</summary>
    SignBefore,

    /// <summary><c>S</c> at the end: plus or minus behind it.</summary>
    SignBehind,

    /// <summary><c>MI</c>: a minus behind it, or a blank.</summary>
    MinusBehind,

    /// <summary><c>PR</c>: angle brackets around what is below zero.</summary>
    Brackets,
}

/// <summary>Oracle's format of a number, such as <c>FM9G990D00</c>.</summary>
/// <param name="Whole">The elements before the point: <c>9</c>, <c>0</c> and <c>,</c>.</param>
/// <param name="Fraction">Those behind it; null without a point.</param>
internal sealed record NumberFormat(string Whole, string? Fraction)
{
    /// <summary>Without blanks and without zeros that say nothing.</summary>
    public bool IsTight { get; private init; }

    /// <summary>A dollar sign before it.</summary>
    public bool HasDollar { get; private init; }

    /// <summary>Where the sign is.</summary>
    public SignPlace Sign { get; private init; }

    /// <summary>Reads a format.</summary>
    /// <param name="function">The function that is called.</param>
    /// <param name="format">The format.</param>
    /// <exception cref="FunctionFaultException">An element is not known, or stands at the wrong place.</exception>
    public static NumberFormat Parse(string function, string format)
    {
        var rest = format.ToUpperInvariant();
        var (whole, isTight, hasDollar, sign) = ("", false, false, SignPlace.Before);
        string? fraction = null;
        if (rest.StartsWith("FM", StringComparison.Ordinal)) (isTight, rest) = (true, rest[2..]);
        if (rest.StartsWith('S')) (sign, rest) = (SignPlace.SignBefore, rest[1..]);
        else if (rest.EndsWith('S')) (sign, rest) = (SignPlace.SignBehind, rest[..^1]);
        else if (rest.EndsWith("MI", StringComparison.Ordinal)) (sign, rest) = (SignPlace.MinusBehind, rest[..^2]);
        else if (rest.EndsWith("PR", StringComparison.Ordinal)) (sign, rest) = (SignPlace.Brackets, rest[..^2]);
        foreach (var c in rest)
        {
            if (c is '9' or '0' && fraction is null) whole += c;
            else if (c is '9' or '0') fraction += c;
            else if (c is ',' or 'G' && fraction is null && whole.Length > 0) whole += ',';
            else if (c is '.' or 'D' && fraction is null) fraction = "";
            else if (c == '$' && !hasDollar) hasDollar = true;
            else
                throw new FunctionFaultException(function,
                    $"'{format}' is no format of a number that is known here: '{c}' cannot stand where it does. Known are 9, 0, G or a "
                        + "comma, D or a point, $, FM at the beginning, S at either end, MI and PR at the end.");
        }
        if (whole.Length + (fraction?.Length ?? 0) == 0)
            throw new FunctionFaultException(function, $"'{format}' is a format without a digit. Write one such as 9G990D00.");
        return new NumberFormat(whole, fraction) { IsTight = isTight, HasDollar = hasDollar, Sign = sign };
    }

    /// <summary>How many digits it has before the point.</summary>
    public int WholeDigits => Whole.Count(c => c != ',');

    /// <summary>Whether a group sign stands before so many digits, counted from the point.</summary>
    public bool HasGroup(int digits)
    {
        for (var (i, behind) = (Whole.Length - 1, 0); i >= 0 && behind <= digits; i--)
        {
            if (Whole[i] != ',') behind++;
            else if (behind == digits) return true;
        }
        return false;
    }

    /// <summary>How many letters all that is written by it has.</summary>
    public int Width => Whole.Length + (Fraction is { } f ? f.Length + 1 : 0) + (HasDollar ? 1 : 0) + (Sign == SignPlace.Brackets ? 2 : 1);
}
