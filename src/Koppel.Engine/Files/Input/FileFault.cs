using System.Globalization;
using System.Text;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Files.Input;

/// <summary>What is wrong with a file, as sentences.</summary>
internal static class FileFault
{
    /// <summary>A fault of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="inner">The fault below it.</param>
    public static ConnectorException Of(string path, string message, Exception? inner = null) =>
        new(ConnectorErrorKind.File, $"{Path.GetFileName(path)}: {message}", inner);

    /// <summary>What is wrong with a file, as a sentence; null when the fault is another.</summary>
    public static string? Sentence(Exception fault) => fault switch
    {
        NotUtf8Exception => "its text is no UTF-8. Set encoding, such as windows-1252.",
        DecoderFallbackException => "its text holds bytes that its encoding does not have. Set encoding, or save the file again.",
        FormatException => $"{fault.Message}{(fault.Message.EndsWith('.') ? "" : ".")}",
        InvalidDataException => "it is not packed as .gz files are, or it is cut off. Pack it again.",
        UnauthorizedAccessException => "it may not be read. Give the user that runs Koppel the right to read it.",
        FileNotFoundException or DirectoryNotFoundException => "it is not there any more. Run the statement again.",
        IOException => $"it cannot be read: {fault.Message}",
        _ => null,
    };

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

    /// <summary>A file was changed by somebody else in the meantime.</summary>
    public static ConnectorException Changed(string path) =>
        Of(path,
            "it changed while it was read, so that its rows would be a mix of the old and the new. Nothing of it was used; run the "
            + "statement again.");
}
