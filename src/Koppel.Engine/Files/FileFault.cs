using System.Globalization;
using Koppel.Sdk;

namespace Koppel.Engine.Files;

/// <summary>What is wrong with a file, as sentences.</summary>
internal static class FileFault
{
    /// <summary>A fault of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="inner">The fault below it.</param>
    public static ConnectorException Of(string path, string message, Exception? inner = null) =>
        new(ConnectorErrorKind.File, $"{Path.GetFileName(path)}: {message}", inner);

    /// <summary>A number as a person reads it.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number of things.</summary>
    public static string Count(long number, string thing) => $"{Number(number)} {thing}{(number == 1 ? "" : "s")}";

    /// <summary>A cell as it is shown: short, and on one line.</summary>
    public static string Show(string text)
    {
        var line = string.Concat(text.Take(40).Select(c => char.IsControl(c) ? ' ' : c));
        return text.Length > 40 ? $"'{line}…'" : $"'{line}'";
    }

    /// <summary>A character as it is named.</summary>
    public static string Name(byte separator) => separator switch
    {
        (byte)',' => "comma",
        (byte)';' => "semicolon",
        (byte)'\t' => "tab",
        (byte)'|' => "bar",
        (byte)' ' => "space",
        < 32 or 127 => string.Create(CultureInfo.InvariantCulture, $"control character {separator}"),
        _ => $"'{(char)separator}'",
    };
}
