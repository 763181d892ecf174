using System.Buffers;

namespace Koppel.Output;

/// <summary>
/// The one rule on texts that a spreadsheet program takes for a formula when it opens a CSV file: such a text, somebody else's in most
/// cases, can send what else stands in the sheet to anybody. A workbook (xlsx) has no such doubt, its texts are texts.
/// </summary>
public static class FormulaCells
{
    /// <summary>
    /// The texts are written as they are, and told: a file is read by programs too, to which another text is another value.
    /// </summary>
    public const string Keep = "keep";

    /// <summary>An apostrophe is put in front, which spreadsheet programs take for "this is text".</summary>
    public const string Quote = "quote";

    /// <summary>The words behind <c>--formulas</c>.</summary>
    public static readonly string[] Words = [Keep, Quote];

    static readonly SearchValues<byte> s_ofNumbers = SearchValues.Create("0123456789 .,()/-"u8);

    /// <summary>
    /// Whether a text is one: it begins with = or @, or with + or - and is neither a number nor a telephone number, or with a tab or a line
    /// end, which such programs pass over.
    /// </summary>
    public static bool IsOne(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return false;
        return text[0] switch
        {
            (byte)'=' or (byte)'@' or (byte)'\t' or (byte)'\r' or (byte)'\n' => true,
            (byte)'+' or (byte)'-' => text[1..].ContainsAnyExcept(s_ofNumbers),
            _ => false,
        };
    }

    /// <summary>What to say of those that were written as they are.</summary>
    /// <param name="count">How many there were.</param>
    public static string Note(long count) =>
        $"note: {Quantity.Of(count, "cell")} {(count == 1 ? "begins" : "begin")} as a formula does (=, +, -, @), which a spreadsheet "
            + $"program would run. "
        + $"--formulas {Quote} puts an apostrophe in front; a workbook (.xlsx) needs none.";
}
