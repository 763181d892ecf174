using Koppel.Sdk.Connections;

namespace Koppel.Connectors.Excel.Sheets;

/// <summary>A workbook on disk, and the sentences about what can be wrong with it.</summary>
internal sealed class WorkbookFile(string connection, string path, string baseFolder)
{
    readonly string _fullPath = Path.GetFullPath(path, baseFolder);

    const string SaveAgain = "Open the workbook in Excel, save it as 'Excel Workbook (.xlsx)', and run the statement again.";

    /// <summary>The file's name without its folder.</summary>
    public string Name => Path.GetFileName(_fullPath);

    /// <summary>Which state of the file is there now.</summary>
    /// <exception cref="ConnectorException">There is none.</exception>
    public FileVersion Look()
    {
        using var stream = Open();
        return FileVersion.Of(stream);
    }

    /// <summary>Opens the file so that Excel may have it open too.</summary>
    /// <exception cref="ConnectorException">It cannot be opened; the message says why.</exception>
    public FileStream Open()
    {
        if (Directory.Exists(_fullPath))
            throw Fault(
                $"The workbook '{path}' of connection '{connection}' is a folder. "
                + "Write the workbook's name in its path, or use type = \"files\" for a folder of CSV, Parquet or JSON files.");
        if (WorkbookOwner.MarkedBy(_fullPath) is { } marked)
            throw NoWorkbook(
                $"it is only the mark that says that somebody has {marked} open. "
                + "Write the workbook's own name in the connection's path; it can be read while it is open.");
        try
        {
            return new FileStream(_fullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Fault(
                $"The workbook '{path}' of connection '{connection}' does not exist: there is no file {_fullPath}. "
                + "Check the connection's path; a relative path counts from the folder of the configuration.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Fault(
                $"The workbook '{path}' of connection '{connection}' may not be read by this user. "
                + $"Give the user the right to read {_fullPath}.", e);
        }
        catch (IOException e)
        {
            throw Fault(
                $"The workbook '{path}' of connection '{connection}' cannot be opened, because another program has locked it or the disk "
                    + $"does not answer ({e.Message}). "
                + (WorkbookOwner.Of(_fullPath) is { } owner ? $"It seems to be open {owner}. " : "")
                + "Close it there and run the statement again.", e);
        }
    }

    /// <summary>What a reader must know when somebody has the workbook open, as a sentence without a full stop; otherwise null.</summary>
    public string? OpenNote() => WorkbookOwner.Of(_fullPath) is { } owner
        ? $"{Name} seems to be open {owner}; what is not saved there is not in these rows"
        : null;

    /// <summary>A fault of this file.</summary>
    public ConnectorException Fault(string message, Exception? inner = null) =>
        new(ConnectorErrorKind.File, message, inner) { Connection = connection };

    /// <summary>A fault of one sheet, range or table.</summary>
    public ConnectorException Fault(Region region, string message, Exception? inner = null) =>
        new(ConnectorErrorKind.File, message, inner) { Connection = connection, Table = region.Name };

    /// <summary>The file is something else than a workbook.</summary>
    public ConnectorException NoWorkbook(string why, Exception? inner = null) =>
        Fault($"The file '{path}' of connection '{connection}' is not a workbook that can be read: {why}", inner);

    /// <summary>What is wrong with the file as a whole, told as a part of a sentence.</summary>
    public ConnectorException Unreadable(string why, Exception inner) => NoWorkbook($"{why}. {SaveAgain}", inner);

    /// <summary>What is wrong with one sheet, told as a part of a sentence.</summary>
    public ConnectorException Unreadable(Region region, string why, Exception? inner = null) =>
        Fault(region, $"The {region.Title} of {Name} cannot be read: {why}. {SaveAgain}", inner);

    /// <summary>The file is not the one any more whose columns were looked at.</summary>
    public ConnectorException Changed(Region region) => Fault(
        region,
        $"The workbook '{path}' of connection '{connection}' was changed while it was being read. Run the statement again when nothing "
            + $"writes to it.");
}
