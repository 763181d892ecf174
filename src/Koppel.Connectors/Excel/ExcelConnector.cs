using Koppel.Connectors.Excel.Sheets;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Connectors.Excel;

/// <summary>Reads the sheets, named ranges and tables of an Excel workbook.</summary>
public sealed class ExcelConnector : IConnector
{
    static readonly Setting Path =
        new("path", "The workbook: an .xlsx, .xlsm or .xls file. A relative path counts from the configuration's folder.")
    {
        Kind = SettingKind.Path,
        Required = true,
        Title = "Workbook",
    };

    static readonly Setting Header = CommonSettings.Header(
        "Where the column names come from: auto (the first row that looks like headings, the default), first (the first row with anything "
        + "in it), the number of a row such as 4, or none (A, B, C).");

    /// <inheritdoc/>
    public string Type => "excel";

    /// <inheritdoc/>
    public string Description => "The sheets, named ranges and tables of an Excel workbook.";

    /// <inheritdoc/>
    public IReadOnlyList<Setting> Settings { get; } = [Path, Header, CommonSettings.Environment];

    /// <inheritdoc/>
    public ICatalog Open(ConnectionSettings settings, ConnectorEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(environment);
        var header = HeaderRule.Find(settings.Text(Header.Name) ?? Header.Default!)
            ?? throw new InvalidOperationException("The setting is checked before.");
        return new ExcelCatalog(new WorkbookFile(settings.Name, settings.Required(Path.Name), environment.BaseFolder), header);
    }
}
