using Koppel.Engine.Binding;
using Koppel.Engine.Configuration;
using Koppel.Engine.GuidedLoads;
using Koppel.Engine.Hosting;
using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;
using Koppel.Server.Results;
using Koppel.Server.Sessions;
using Koppel.Server.Uploads;
using Koppel.Server.Wire;

namespace Koppel.Server.Loads;

/// <summary>Opens sources of guided loads. No remote system is called for it.</summary>
/// <param name="catalog">Asks the engine.</param>
/// <param name="pool">The sessions of the tabs, for queries over their tables.</param>
/// <param name="uploads">The files that were uploaded.</param>
/// <param name="files">Makes connections of files.</param>
/// <param name="local">The files of the user's own.</param>
/// <param name="shelf">The kept results.</param>
internal sealed class SourceShelf(
    CatalogSession catalog, SessionPool pool, UploadStore uploads, AttachedFiles files, LocalFile local, ResultShelf shelf)
{
    static readonly string[] s_reads = ["select", "with", "from", "values", "table"];

    /// <summary>The files that can be chosen.</summary>
    public LocalFile Local => local;

    /// <summary>Does something with a session that can read a source.</summary>
    public Task<T> AskAsync<T>(SourceAsk ask, Func<Session, Task<T>> work) =>
        ask.Session is { } id ? work(pool.Get(id).Session) : catalog.AskAsync(work);

    /// <summary>A source as it is kept beside a mapping; of an upload only its name, since it goes after a time.</summary>
    public KeptSource Kept(SourceAsk ask) => new()
    {
        Path = ask.Path is { } path ? local.Relative(path) : null, Uploaded = ask.Upload is { } id ? uploads.Find(id)?.Name : null,
        Connection = ask.Connection, Table = ask.Table, Query = ask.Query, Sheet = ask.Sheet, Settings = ask.Settings,
    };

    /// <summary>Opens one.</summary>
    /// <exception cref="ApiFault">There is none, or it cannot be read without a call.</exception>
    public async Task<OpenedSource> OpenAsync(SourceAsk ask, CancellationToken cancellationToken)
    {
        if (ask.Result is { } result) ask = ask with { Result = null, Upload = await KeepAsync(result, cancellationToken) };
        if (ask.Query is { } query) return await QueryAsync(ask, query);
        if (ask.Table is { } table) return await TableAsync(ask, table, cancellationToken);
        var upload = ask.Upload is { } id ? uploads.Get(id) : null;
        var path = upload?.Path ?? local.Full(ask.Path!);
        var type = AttachedFiles.TypeOf(path);
        var (connector, taken) = await catalog.ConfigurationAsync(told => (
            told.Engine.Connectors.First(c => c.Type == type),
            told.Engine.Connections.Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase)));
        var settings = SettingsOf(connector, path);
        return await BesideAsync(settings, ask, UploadName.IsOfWorkbook(path), () =>
        {
            Check(ask, settings);
            var shown = upload?.Name ?? Path.GetFileName(path);
            var name = files.Attach(ask.Upload, path, UploadName.Of(shown).Word, ask.Settings, taken.Contains);
            return catalog.AskAsync(s => FileAsync(s, ask, shown, path, name, settings, cancellationToken));
        });
    }

    /// <summary>Reads a source that was opened; why a file cannot be read is told as it is when it is opened.</summary>
    public Task<T> ReadAsync<T>(OpenedSource source, Func<Session, Task<T>> read) =>
        BesideAsync(source.Settings, source.Ask, source.IsWorkbook, () => AskAsync(source.Ask, read));

    /// <summary>Why a file cannot be read is told beside the settings by which it can be read in another way.</summary>
    static async Task<T> BesideAsync<T>(IReadOnlyList<Setting> settings, SourceAsk ask, bool isWorkbook, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception fault) when (settings.Count > 0 && (fault is QueryException or ConnectorException { Kind: ConnectorErrorKind.File }
            or ApiFault { Code: "no-table" or "wrong-setting" }))
        {
            throw FaultOf.Of(fault).Beside(SourceJson.OfSettings(settings, ask, isWorkbook));
        }
    }

    /// <summary>Writes a kept result as a file that can be a source.</summary>
    async Task<string> KeepAsync(string result, CancellationToken cancellationToken)
    {
        var kept = shelf.Get(result);
        if (!kept.IsComplete) throw new ApiFault(409, "not-complete", "Rows of this result are missing: only a whole one can be loaded.");
        var names = Koppel.Output.ColumnNames.Unique(kept.Columns, StringComparer.OrdinalIgnoreCase);
        var upload = await uploads.AddAsync(UploadName.Of("result.parquet"),
            path => shelf.Store.Read(kept).WriteParquetAsync(path, names, cancellationToken), cancellationToken);
        return upload.Id;
    }

    async Task<OpenedSource> QueryAsync(SourceAsk ask, string query)
    {
        var statements = StatementOutline.Of(query);
        if (statements is not [var only] || !s_reads.Contains(only.Kind))
            throw ApiFault.Wrong("A source is one query, such as select email from customers@crm, and nothing else.");
        await RefuseRemoteAsync(only.Connections);
        return new OpenedSource(ask, "query", SourceTable.Of(query[only.From..only.To])) { Name = "query" };
    }

    async Task<OpenedSource> TableAsync(SourceAsk ask, string table, CancellationToken cancellationToken)
    {
        await RefuseRemoteAsync([ask.Connection!]);
        var source = SourceTable.Of(table, ask.Connection!);
        var told = await catalog.AskAsync(s => s.DescribeAsync(source.From, cancellationToken).AsTask());
        return new OpenedSource(ask, "table", source with { RowNumbers = told.Table.RowNumbers, Title = told.Table.Description })
        {
            Name = source.From, Findings = told.Findings,
        };
    }

    static async Task<OpenedSource> FileAsync(
        Session session, SourceAsk ask, string name, string path, string connection, IReadOnlyList<Setting> settings,
        CancellationToken cancellationToken)
    {
        var sheets = new List<TableDescription>();
        foreach (var listing in await session.ListTablesAsync(connection, cancellationToken))
            sheets.Add(await session.DescribeAsync(SourceTable.Of(listing.Name, connection).From, cancellationToken));
        var isWorkbook = UploadName.IsOfWorkbook(path);
        var sheet = (isWorkbook && ask.Sheet is { } wanted
            ? sheets.Find(s => s.Table.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase)) ?? throw ApiFault.NotFound("no-sheet",
                $"{name} has no sheet '{wanted}' with a table on it. It has: {string.Join(", ", sheets.Select(s => s.Table.Name))}.")
            : sheets.Find(s => s.Table.Region is not { Rows: 0 }) ?? sheets.FirstOrDefault())
            ?? throw new ApiFault(422, "no-table", isWorkbook
                ? $"{name} has no sheet that can be read as a table: headings in one row, and rows below them. Say in which row the "
                    + "headings stand, or that there are none."
                : $"{name} is not there any more. Choose it again.");
        return new OpenedSource(isWorkbook ? ask with { Sheet = sheet.Table.Name } : ask, isWorkbook ? "workbook" : KindOf(path),
            SourceTable.Of(sheet.Table.Name, connection) with
            {
                RowNumbers = sheet.Table.RowNumbers, Title = isWorkbook ? $"sheet {sheet.Table.Name} of {name}" : name,
            })
        {
            Name = name, Connection = connection, Path = path, Sheets = isWorkbook ? sheets : [], Settings = settings,
            Findings = sheet.Findings,
        };
    }

    async Task RefuseRemoteAsync(IReadOnlyList<string> connections)
    {
        var remote = await catalog.ConfigurationAsync(told => connections.FirstOrDefault(c => IsRemote(c, told.Engine)));
        if (remote is not null)
            throw new ApiFault(422, "remote-source", $"Rows of '{remote}' are read with calls to it, and choosing a source makes none. "
                + "Run the query first, and choose its result.");
    }

    /// <summary>Systems that can be loaded are read with calls; the others are files.</summary>
    static bool IsRemote(string connection, EngineOptions engine) =>
        engine.Connections.FirstOrDefault(c => c.Name.Equals(connection, StringComparison.OrdinalIgnoreCase)) is { } known
        && engine.Connectors.Find(known.Type) is { } connector && connector.CanLoad();

    static List<Setting> SettingsOf(IConnector connector, string path) => KindOf(path) == "parquet" ? []
        : [.. connector.Settings.Where(s => s.Kind != SettingKind.Path && s.Name != CommonSettings.Environment.Name
            && (KindOf(path) != "json" || s.Name is "encoding" or "types" or "all_text"))];

    static void Check(SourceAsk ask, IReadOnlyList<Setting> settings)
    {
        foreach (var (name, value) in ask.Settings)
        {
            var setting = settings.FirstOrDefault(s => s.Name == name)
                ?? throw ApiFault.Wrong(
                    $"A file of this kind has no setting '{name}'. It has: {string.Join(", ", settings.Select(s => s.Name))}.");
            if (setting.Check(value) is { } fault) throw new ApiFault(422, "wrong-setting", $"The setting {name} {fault}.");
        }
    }

    static string KindOf(string path) => path.ToLowerInvariant() switch
    {
        var p when p.EndsWith(".parquet", StringComparison.Ordinal) => "parquet",
        var p when p.Contains(".json", StringComparison.Ordinal) || p.EndsWith(".ndjson", StringComparison.Ordinal) => "json",
        _ => "csv",
    };
}
