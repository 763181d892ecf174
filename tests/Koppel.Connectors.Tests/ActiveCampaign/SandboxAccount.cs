using System.Collections.Concurrent;
using System.Globalization;
using Koppel.Connectors.ActiveCampaign;
using Koppel.Connectors.Tests.ActiveCampaign.OpenApi;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Tests.ActiveCampaign;

/// <summary>A sandbox of its own and an open connection to it, over real sockets.</summary>
sealed class SandboxAccount : IAsyncDisposable, ICallObserver
{
    readonly ICatalog _catalog;

    SandboxAccount(SandboxServer server, IReadOnlyDictionary<string, string> settings)
    {
        Server = server;
        RequestWatch.Begin(server.Url.Port);
        var values = new Dictionary<string, string>(settings, StringComparer.OrdinalIgnoreCase) { ["url"] = server.Url.ToString() };
        values.TryAdd("token", server.Token);
        _catalog = new ActiveCampaignConnector().Open(
            new ConnectionSettings("ac", "activecampaign", values), new ConnectorEnvironment { BaseFolder = ".", Calls = this });
    }

    public SandboxServer Server { get; }

    public ConcurrentQueue<CallRecord> Calls { get; } = [];

    /// <summary>Starts it, its clock a hundred times as fast.</summary>
    public static async Task<SandboxAccount> StartAsync(
        int contacts = 20, string[]? faults = null, double timeScale = 100, params (string Name, string Value)[] settings)
    {
        // At its quick pace a call may overtake another on a busy machine, and be one too many; at the true limits others try that.
        return await StartAsync(new SandboxOptions
        {
            Seed = contacts, TimeScale = timeScale, RefusesTooMany = false, Faults = [.. (faults ?? []).Select(FaultRule.Parse)],
        }, settings);
    }

    /// <summary>Starts a sandbox with options of its own.</summary>
    public static async Task<SandboxAccount> StartAsync(SandboxOptions options, params (string Name, string Value)[] settings) =>
        new(await SandboxServer.StartAsync(options with { Plain = true }), settings.ToDictionary(s => s.Name, s => s.Value));

    /// <summary>How often a route was called.</summary>
    public int Count(string route) => Calls.Count(c => c.Route == route);

    /// <summary>The calls that are not GET.</summary>
    public int Writes => Calls.Count(c => !c.Route.StartsWith("GET ", StringComparison.Ordinal));

    public async Task<T> FindAsync<T>(string table) where T : class, ITable =>
        await _catalog.FindAsync(table) as T ?? throw new InvalidOperationException($"There is no {table} of that kind.");

    /// <summary>The table of that name, or null.</summary>
    public ValueTask<ITable?> TryFindAsync(string table) => _catalog.FindAsync(table);

    public ValueTask<IReadOnlyList<ITable>> TablesAsync() => _catalog.ListAsync();

    public void Set(string setting, string value) =>
        _catalog.Set(new ActiveCampaignConnector().Settings.Single(s => s.Name == setting), value);

    /// <summary>Reads rows as texts.</summary>
    public async Task<List<IReadOnlyList<string>>> ReadAsync(string table, IReadOnlyList<string> columns, params Predicate[] predicates)
    {
        var scan = await FindAsync<IScanTable>(table);
        var plan = scan.Plan(new ScanRequest { Columns = [.. columns.Select(c => scan.Schema.Find(c)!)], Predicates = predicates });
        var rows = new List<IReadOnlyList<string>>();
        await foreach (var batch in scan.ScanAsync(plan))
            for (var r = 0; r < batch.Count; r++) rows.Add([.. Enumerable.Range(0, columns.Count).Select(c => batch[c].Show(r))]);
        return rows;
    }

    /// <summary>Begins a load with rows of long, string or null.</summary>
    public async Task<IWriteSession> BeginAsync(string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows)
    {
        var target = await FindAsync<IWritableTable>(table);
        IReadOnlyList<Column> of = [.. columns.Select(c => target.Schema.Find(c)!)];
        var session = target.BeginWrite(new WriteRequest(of));
        foreach (var chunk in rows.Chunk(RowBatch.Capacity)) await session.AddAsync(Batch(of, chunk));
        return session;
    }

    /// <summary>Plans and carries out a load.</summary>
    public async Task<(WritePlan Plan, WriteOutcome Outcome)> LoadAsync(
        string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancellationToken = default)
    {
        await using var session = await BeginAsync(table, columns, rows);
        var journal = new JournalBooks(new MemoryJournal());
        var plan = await session.PlanAsync(journal, CancellationToken.None);
        try
        {
            await (await FindAsync<IWritableTable>(table)).CarryOutAsync(journal, cancellationToken);
            return (plan, journal.Close(plan, null));
        }
        catch (Exception fault) when (fault is ConnectorException or OperationCanceledException)
        {
            return (plan, journal.Close(plan, fault));
        }
    }

    public static RowBatch Batch(IReadOnlyList<Column> columns, IReadOnlyList<object?[]> rows)
    {
        var batch = new RowBatch(columns);
        foreach (var row in rows)
        {
            var r = batch.AddRow();
            for (var c = 0; c < columns.Count; c++)
            {
                switch (row[c])
                {
                    case null: batch[c].SetNull(r); break;
                    case long number: batch[c].SetLong(r, number); break;
                    case string text
                        when columns[c].Type.Kind == ColumnKind.Decimal: batch[c].SetDecimal(
                            r, decimal.Parse(text, CultureInfo.InvariantCulture)); break;
                    case string text
                        when columns[c].Type.Kind == ColumnKind.Date: batch[c].SetDate(
                            r, DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
                    case string text: batch[c].SetText(r, text); break;
                    case bool on: batch[c].SetBoolean(r, on); break;
                    case decimal number: batch[c].SetDecimal(r, number); break;
                    case double number: batch[c].SetDouble(r, number); break;
                    case DateOnly day: batch[c].SetDate(r, day); break;
                    case DateTimeOffset instant: batch[c].SetTimestamp(r, instant.UtcDateTime); break;
                    case string[] texts: batch[c].SetTexts(r, texts); break;
                    case long[] numbers: batch[c].SetList(r, numbers); break;
                    case var other: throw new InvalidOperationException($"No way to set {other}.");
                }
            }
        }
        return batch;
    }

    public void Called(CallRecord call) => Calls.Enqueue(call);

    /// <summary>Closes it and gives the requests that were sent. One that the vendor's description does not allow fails the test.</summary>
    public async Task<IReadOnlyList<SentRequest>> CloseAsync()
    {
        await _catalog.DisposeAsync();
        await Server.DisposeAsync();
        var requests = await RequestWatch.EndAsync(Server.Url.Port);
        var faults = OpenApiDescription.Vendor is { } vendor ? requests.SelectMany(vendor.Faults).Distinct().ToList() : [];
        Assert.True(faults.Count == 0, "Requests are not as the vendor's OpenAPI describes them:\n" + string.Join('\n', faults));
        return requests;
    }

    public async ValueTask DisposeAsync() => await CloseAsync();
}
