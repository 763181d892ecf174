using System.Security.Cryptography;
using System.Xml;
using ExcelDataReader.Exceptions;
using Koppel.Sdk;

namespace Koppel.Connectors.Excel;

/// <summary>Opens a workbook for a piece of work and tells what goes wrong in it as a sentence.</summary>
internal static class WorkbookReading
{
    /// <summary>Runs work on the file.</summary>
    /// <exception cref="ConnectorException">The file cannot be read.</exception>
    public static T Run<T>(WorkbookFile file, Func<FileStream, T> work)
    {
        using var stream = file.Open();
        try
        {
            return work(stream);
        }
        catch (Exception e) when (Fault(file, e) is { } fault)
        {
            throw fault;
        }
    }

    /// <summary>What an exception of a reader means, or null when it is none of a reader.</summary>
    public static ConnectorException? Fault(WorkbookFile file, Exception e) => e switch
    {
        InvalidPasswordException => file.NoWorkbook(
            "it is protected with a password. In Excel, take the password away (File, Info, Protect Workbook), save it, and run the statement again.", e),
        HeaderException => file.NoWorkbook(
            "it does not begin as an Excel file does. If it is a text file, use a connection of type = \"files\"; "
            + "otherwise save it in Excel as 'Excel Workbook (.xlsx)'.", e),
        ConnectorException or OperationCanceledException or OutOfMemoryException => null,
        // The reader of the library meets damaged files with exceptions of all sorts.
        ExcelReaderException or InvalidDataException or XmlException or IOException or ArgumentException or FormatException
            or InvalidOperationException or IndexOutOfRangeException or NullReferenceException or InvalidCastException or OverflowException
            or KeyNotFoundException or NotSupportedException or CryptographicException => file.Unreadable(e),
        _ => null,
    };

    /// <summary>The regions of a workbook of either form.</summary>
    public static IReadOnlyList<Region> Regions(WorkbookFile file, FileStream stream, CancellationToken cancellationToken)
    {
        if (stream.Length == 0) throw file.NoWorkbook("it is empty (0 bytes). Save the workbook again.");
        if (stream.ReadByte() == 'P' && stream.ReadByte() == 'K')
        {
            using var package = new OpenXmlPackage(stream);
            return OpenXmlOutline.Read(package, file);
        }
        using var cursor = new SheetCursor(stream);
        return RegionNames.Assign(Sheets(cursor, cancellationToken)
            .Select(s => new Region { Name = s.Name, Kind = RegionKind.Sheet, Sheet = s, Range = CellRange.All }));
    }

    static List<Sheet> Sheets(SheetCursor cursor, CancellationToken cancellationToken)
    {
        var sheets = new List<Sheet>();
        for (var i = 0; i < cursor.Sheets && cursor.MoveTo(i, cancellationToken); i++) sheets.Add(cursor.Sheet);
        return sheets;
    }
}
