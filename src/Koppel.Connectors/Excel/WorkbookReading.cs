using ExcelDataReader.Exceptions;
using Koppel.Connectors.Excel.Binary;
using Koppel.Connectors.Excel.OpenXml;
using Koppel.Connectors.Excel.Sheets;
using Koppel.Sdk.Connections;

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

    /// <summary>Finds what is in a workbook of either form.</summary>
    public static IWorkbookSource Open(WorkbookFile file, FileStream stream, CancellationToken cancellationToken)
    {
        if (stream.Length == 0) throw file.NoWorkbook("it is empty (0 bytes). Save the workbook again.");
        var isZip = stream.ReadByte() == 'P' && stream.ReadByte() == 'K';
        stream.Position = 0;
        if (!isZip) return BinaryWorkbook.Open(stream, cancellationToken);
        using var package = new OpenXmlPackage(stream, cancellationToken);
        return new OpenXmlWorkbook(OpenXmlOutline.Read(package, file));
    }

    static ConnectorException? Fault(WorkbookFile file, Exception e) => e switch
    {
        InvalidPasswordException => file.NoWorkbook(
            "it is protected with a password. In Excel, take the password away (File, Info, Protect Workbook), save it, and run the "
            + "statement again.", e),
        HeaderException => file.NoWorkbook(
            "it does not begin as an Excel file does. If it is a text file, use a connection of type = \"files\"; "
            + "otherwise save it in Excel as 'Excel Workbook (.xlsx)'.", e),
        _ => WorkbookFaults.Reason(e) is { } why ? file.Unreadable(why, e) : null,
    };
}
