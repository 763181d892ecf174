using Koppel.Connectors.Excel.Cells;
using Koppel.Connectors.Excel.Sheets;
using Koppel.Connectors.Excel.Staging;

namespace Koppel.Connectors.Excel.OpenXml;

/// <summary>A workbook in the form of .xlsx and .xlsm files.</summary>
internal sealed class OpenXmlWorkbook(OpenXmlOutline outline) : IWorkbookSource
{
    CellValues? _values;
    SharedTexts? _texts;

    /// <inheritdoc/>
    public IReadOnlyList<Region> Regions => outline.Regions;

    /// <inheritdoc/>
    public SheetStage Read(FileStream stream, Sheet sheet, CancellationToken cancellationToken)
    {
        var (_, part, type) = outline.Sheets[sheet.Index];
        if (part is null) throw new InvalidDataException("the workbook does not say where its cells are");
        if (type is not ("worksheet" or "")) throw new InvalidDataException($"it is no sheet of cells but a {type}");
        stream.Position = 0;
        using var package = new OpenXmlPackage(stream, cancellationToken);
        using var reader = package.Open(part) ?? throw new InvalidDataException($"its part {part} is missing in the file");
        _values ??= new CellValues(Formats(package), outline.CountsFrom1904);
        return SheetCells.Read(reader, _values, () => _texts ??= Texts(package));
    }

    /// <inheritdoc/>
    public void Dispose() => _texts?.Dispose();

    IReadOnlyList<NumberFormat> Formats(OpenXmlPackage package)
    {
        if (outline.Companion(package, "styles") is not { } part) return [];
        using var reader = package.Open(part)!;
        return StylePart.Read(reader);
    }

    SharedTexts? Texts(OpenXmlPackage package)
    {
        if (outline.Companion(package, "sharedStrings") is not { } part) return null;
        using var reader = package.Open(part)!;
        return SharedTextPart.Read(reader);
    }
}
