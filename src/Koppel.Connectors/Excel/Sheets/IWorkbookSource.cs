using Koppel.Connectors.Excel.Staging;

namespace Koppel.Connectors.Excel.Sheets;

/// <summary>A workbook of one form or another: what is in it, and the way to its cells.</summary>
internal interface IWorkbookSource : IDisposable
{
    /// <summary>What can be read as a table, by name; what lies on hidden sheets too.</summary>
    IReadOnlyList<Region> Regions { get; }

    /// <summary>Reads the cells of a sheet.</summary>
    /// <param name="stream">The workbook.</param>
    /// <param name="sheet">The sheet.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvalidDataException">They are not what they should be; the message says why, as a part of a sentence.</exception>
    SheetStage Read(FileStream stream, Sheet sheet, CancellationToken cancellationToken);
}
