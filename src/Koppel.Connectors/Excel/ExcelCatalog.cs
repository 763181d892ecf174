using Koppel.Connectors.Excel.Sheets;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Connectors.Excel;

/// <summary>The tables of a workbook. What is known of it counts as long as the file's size and time stay the same.</summary>
internal sealed class ExcelCatalog(WorkbookFile file, HeaderRule header) : ICatalog
{
    readonly SemaphoreSlim _turn = new(1, 1);
    Workbook? _workbook;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ITable>> ListAsync(CancellationToken cancellationToken = default) =>
        await LookAsync(workbook => workbook.Tables(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ITable?> FindAsync(string name, CancellationToken cancellationToken = default) =>
        await LookAsync(
            workbook => Find(workbook.Regions, name) is { } region ? workbook.Table(region, cancellationToken) : null, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<KnownCatalog> KnownAsync(CancellationToken cancellationToken = default) =>
        new([.. (await ListAsync(cancellationToken)).Select(t => new KnownTable(t.Schema, HasAllColumns: true))], AreAll: true);

    /// <inheritdoc/>
    public void Set(Setting setting, string value)
    {
        ArgumentNullException.ThrowIfNull(setting);
        throw new ArgumentException($"The setting '{setting.Name}' of a workbook cannot be changed while it is open.", nameof(setting));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _workbook?.Dispose();
        _turn.Dispose();
        return ValueTask.CompletedTask;
    }

    static Region? Find(IReadOnlyList<Region> regions, string name) =>
        regions.FirstOrDefault(r => string.Equals(r.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? regions.FirstOrDefault(r => r.Synonyms.Contains(name, StringComparer.OrdinalIgnoreCase));

    async ValueTask<T> LookAsync<T>(Func<Workbook, T> look, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => look(Current(cancellationToken)), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    Workbook Current(CancellationToken cancellationToken)
    {
        if (_workbook is not null && _workbook.Version == file.Look()) return _workbook;
        var before = _workbook;
        _workbook = null;
        before?.Dispose();
        return _workbook = Workbook.Open(file, header, cancellationToken);
    }
}
