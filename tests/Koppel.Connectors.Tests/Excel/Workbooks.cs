using Koppel.Connectors.Excel;
using Koppel.Connectors.Tests.Files;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Tests.Excel;

/// <summary>Opens workbooks as a user's configuration does, and reads their tables.</summary>
internal static class Workbooks
{
    public static ICatalog Open(TempFolder folder, string path = "klanten.xlsx", string? header = null)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["path"] = path };
        if (header is not null) values["header"] = header;
        return new ExcelConnector().Open(
            new ConnectionSettings("crm", "excel", values), new ConnectorEnvironment { BaseFolder = folder.Path });
    }

    /// <summary>Saves the workbook as klanten.xlsx and opens it.</summary>
    public static ICatalog SaveAndOpen(this XlsxFile file, TempFolder folder, string? header = null)
    {
        file.Save(folder["klanten.xlsx"]);
        return Open(folder, header: header);
    }

    public static async Task<IScanTable> TableAsync(this ICatalog catalog, string name) =>
        Assert.IsType<IScanTable>(await catalog.FindAsync(name), exactMatch: false);

    public static async Task<string[]> NamesAsync(this ICatalog catalog) => [.. (await catalog.ListAsync()).Select(t => t.Schema.Name)];

    /// <summary>All rows with the columns that <c>select *</c> shows.</summary>
    public static async Task<List<object?[]>> RowsAsync(this ICatalog catalog, string name)
    {
        var table = await catalog.TableAsync(name);
        return await table.RowsAsync(new ScanRequest { Columns = [.. table.Schema.Columns.Where(c => !c.Hidden)] });
    }

    public static async Task<List<object?[]>> RowsAsync(this IScanTable table, ScanRequest request)
    {
        var rows = new List<object?[]>();
        await foreach (var batch in table.ScanAsync(table.Plan(request)))
        {
            Assert.InRange(batch.Count, 1, RowBatch.Capacity);
            for (var row = 0; row < batch.Count; row++)
                rows.Add([.. Enumerable.Range(0, batch.Columns.Count).Select(c => batch[c].Get(row))]);
        }
        return rows;
    }

    public static string[] Columns(this ITable table) => [.. table.Schema.Columns.Where(c => !c.Hidden).Select(c => $"{c.Name} {c.Type}")];

    public static async Task<string> FaultAsync(this ICatalog catalog, string name)
    {
        var fault = await Assert.ThrowsAsync<ConnectorException>(async () => await catalog.FindAsync(name));
        Assert.Equal(ConnectorErrorKind.File, fault.Kind);
        Assert.Equal("crm", fault.Connection);
        return fault.Message;
    }
}
