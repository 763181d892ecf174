using System.Globalization;
using System.Text;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Dialects.Texts;

/// <summary>Oracle's <c>instr(text, part, position [, occurrence])</c>; that with two arguments is DuckDB's.</summary>
internal static class InstrFunction
{
    /// <summary>Where the part begins, from 1; 0 when it is not there; null for a null or an empty part, as Oracle has it.</summary>
    /// <param name="arguments">The text, the part, the position to begin at (from the end when below 0), the how manieth is wanted.</param>
    /// <exception cref="FunctionFaultException">Position or occurrence are no whole numbers, or the latter is below 1.</exception>
    public static string? Of(IReadOnlyList<string?> arguments)
    {
        if (arguments.Contains(null) || arguments[1]!.Length == 0) return null;
        var (text, part) = (arguments[0]!.EnumerateRunes().ToArray(), arguments[1]!.EnumerateRunes().ToArray());
        var (position, occurrence) = (Whole(arguments[2]!), Whole(arguments[3]!));
        if (occurrence < 1)
            throw new FunctionFaultException("instr", $"The occurrence that is looked for is {arguments[3]}. It must be 1 or more.");
        return Find(text, part, position, occurrence).ToString(CultureInfo.InvariantCulture);
    }

    static long Find(Rune[] text, Rune[] part, long position, long occurrence)
    {
        if (position == 0 || Math.Abs(position) > text.Length) return 0;
        var step = position > 0 ? 1 : -1;
        for (var at = (int)(position > 0 ? position - 1 : text.Length + position); at >= 0 && at < text.Length; at += step)
            if (at + part.Length <= text.Length && text.AsSpan(at, part.Length).SequenceEqual(part) && --occurrence == 0) return at + 1;
        return 0;
    }

    static long Whole(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new FunctionFaultException("instr", $"Position and occurrence are whole numbers, and {text} is none.");
}
