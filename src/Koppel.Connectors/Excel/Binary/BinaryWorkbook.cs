using Koppel.Connectors.Excel.Sheets;
using Koppel.Connectors.Excel.Staging;

namespace Koppel.Connectors.Excel.Binary;

/// <summary>A workbook in the form of .xls files, read by a library.</summary>
internal sealed class BinaryWorkbook : IWorkbookSource
{
    BinaryWorkbook(IReadOnlyList<Region> regions) => Regions = regions;

    /// <inheritdoc/>
    public IReadOnlyList<Region> Regions { get; }

    /// <summary>Finds the sheets without looking at cells.</summary>
    public static BinaryWorkbook Open(FileStream stream, CancellationToken cancellationToken)
    {
        using var cursor = new SheetCursor(stream, cancellationToken);
        var sheets = new List<Sheet>();
        for (var i = 0; i < cursor.Sheets && cursor.MoveTo(i); i++) sheets.Add(cursor.Sheet);
        return new BinaryWorkbook(RegionNames.Assign(sheets.Select(Region.Of)));
    }

    /// <inheritdoc/>
    public SheetStage Read(FileStream stream, Sheet sheet, CancellationToken cancellationToken)
    {
        stream.Position = 0;
        using var cursor = new SheetCursor(stream, cancellationToken);
        if (!cursor.MoveTo(sheet.Index)) throw new InvalidDataException("it is missing in the file");
        using var stage = new StageWriter();
        while (cursor.Read())
        {
            stage.BeginRow(cursor.Row);
            for (var c = 0; c < cursor.Columns; c++) stage.Add(c, cursor.Value(c));
            stage.EndRow();
        }
        return stage.Finish();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
