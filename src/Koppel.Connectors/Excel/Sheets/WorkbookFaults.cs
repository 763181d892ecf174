using System.Security.Cryptography;
using System.Xml;
using ExcelDataReader.Exceptions;
using Koppel.Sdk.Connections;

namespace Koppel.Connectors.Excel.Sheets;

/// <summary>What goes wrong in a workbook, as a part of a sentence.</summary>
internal static class WorkbookFaults
{
    /// <summary>What an exception of a reader says of the file, as a part of a sentence, or null when it is none of a reader.</summary>
    public static string? Reason(Exception e) => e switch
    {
        ConnectorException or OperationCanceledException or OutOfMemoryException => null,
        InvalidDataException => e.Message.TrimEnd('.'),
        // The readers of zip archives and of .xls files meet damaged ones with exceptions of all sorts.
        ExcelReaderException or XmlException or IOException or ArgumentException or FormatException or InvalidOperationException
            or IndexOutOfRangeException or NullReferenceException or InvalidCastException or ArithmeticException or KeyNotFoundException
            or NotSupportedException
            or CryptographicException or UnauthorizedAccessException => $"it is damaged or not finished ({e.Message.TrimEnd('.')})",
        _ => null,
    };
}
