using System.Globalization;
using System.Runtime.CompilerServices;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Snapshots;

/// <summary>
/// The rows of a declared table, kept on this machine: the first reading of the whole list takes the snapshot; each later one asks first
/// for what changed since. A snapshot that cannot be shown to be right is taken anew (see <see cref="SnapshotRefresh"/>).
/// </summary>
/// <param name="table">The declaration, which says how to ask for what changed.</param>
/// <param name="account">The account.</param>
/// <param name="basePath">The API's base path, for plans.</param>
/// <param name="store">Where it is kept.</param>
internal sealed class TableSnapshot(RestTable table, RestAccount account, string basePath, ISnapshotStore store) : KeptRows
{
    /// <summary>Rows that are given at once.</summary>
    const int AtOnce = 1_000;

    /// <summary>So often a snapshot that others refresh, or whose rows come and go while it is refreshed, is looked at again.</summary>
    const int Attempts = 3;

    static readonly Note s_kept = new("the rows are kept as a snapshot", Note.SnapshotKept);

    readonly ChangedSince _changes = table.Changes ?? throw new InvalidOperationException($"Nothing tells what changed in {table.Name}.");
    readonly SnapshotRows _rows = new(table, table.Changes);
    readonly string _name = $"{table.Name} of {account.Client.BaseAddress}";

    /// <inheritdoc/>
    internal override RestScanPlan Plan(RestScanPlan live)
    {
        if (account.Snapshots == SnapshotUse.Off || !live.IsPaged || live.PushedLimit is not null) return live;
        if (!_rows.Has(live.Request.Columns))
        {
            var missing = live.Request.Columns.Where(c => !_changes.Covers.Contains(c.Name)).Select(c => c.Name);
            live.Notes = [
                $"read from the account: the snapshot does not keep {string.Join(", ", missing)}, which can change without "
                    + $"{_changes.Column}"];
            return live;
        }
        var state = Usable();
        return new RestScanPlan
        {
            Request = live.Request,
            Answers = [.. live.Request.Predicates.Select(p => new PredicateAnswer(p, Match.Unsupported, ""))],
            Requests = state is null
                ? live.Requests
                : [$"GET {basePath}{table.Path}?{_changes.Parameter}=… onto the snapshot",
                    $"GET {basePath}{table.Path}{(table.Paging.Limit is { } limit ? $"?{limit}=1" : "")} for the number of rows"],
            Reads = [new RestRead(UrlPath.Of(table.Path).ToString(), table.Path, ReadShape.Pages)],
            IsPaged = true,
            IsFromSnapshot = true,
            Notes = [
                state is null ? s_kept : $"from the snapshot of {Of(state)}; what changed since is asked for first"],
        };
    }

    /// <inheritdoc/>
    internal override ScanEstimate? Estimate() => Usable() is { } state ? new ScanEstimate(state.Rows, 1) : null;

    /// <inheritdoc/>
    internal override async IAsyncEnumerable<RowBatch> ScanAsync(
        RestScanPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var refresh = await RefreshAsync(cancellationToken);
        if (refresh.State is { } state)
        {
            plan.Notes = [NoteOf(state)];
            foreach (var batch in Kept(state, plan.Request.Columns)) yield return batch;
            yield break;
        }
        plan.Notes = [refresh.Why is null ? s_kept : $"the snapshot was taken anew: {refresh.Why}"];
        await foreach (var batch in TakeAsync(plan, cancellationToken)) yield return batch;
    }

    /// <summary>The snapshot with all that changed; or none, and why it cannot be had, which is nothing when there was none.</summary>
    async Task<SnapshotRefresh.Result> RefreshAsync(CancellationToken cancellationToken)
    {
        if (account.Snapshots == SnapshotUse.New) return new SnapshotRefresh.Result(null, "that was asked for");
        var result = new SnapshotRefresh.Result(null, null);
        for (var attempt = 0; attempt < Attempts && Find() is { } state; attempt++)
        {
            result = await new SnapshotRefresh(table, account, store, _rows, state).RunAsync(cancellationToken);
            if (!result.MayBeOtherwiseSoon) return result;
        }
        return result;
    }

    async IAsyncEnumerable<RowBatch> TakeAsync(RestScanPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = plan.FirstPage;
        plan.FirstPage = null;
        DateTimeOffset? began = null;
        RowBatch? batch = null;
        using var filling = store.Fill(_name, _rows.Form);
        await foreach (var page in IPageReader.Of(account.Client, table, plan.Reads[0]).ReadAsync(first, null, cancellationToken))
        {
            using (page)
            {
                began ??= page.Date ?? SnapshotRows.Unknown;
                filling.Add(_rows.Keep(page));
                if (page.Rows.Count > 0) yield return page.ToBatch(plan.Request.Columns, page.Rows, ref batch);
            }
        }
        filling.Complete(began ?? SnapshotRows.Unknown);
        if (account.Snapshots == SnapshotUse.New) account.Snapshots = SnapshotUse.On;
    }

    IEnumerable<RowBatch> Kept(SnapshotState state, IReadOnlyList<Column> columns)
    {
        RowBatch? batch = null;
        for (SnapshotKey? after = null; store.Read(state, after, AtOnce) is { Count: > 0 } rows; after = rows[^1].Key)
        {
            using var page = _rows.Page(rows);
            yield return page.ToBatch(columns, page.Rows, ref batch);
        }
    }

    SnapshotState? Usable() => account.Snapshots == SnapshotUse.New ? null : Find();

    SnapshotState? Find() => store.Find(_name) is { } state && state.Form == _rows.Form ? state : null;

    Note NoteOf(SnapshotState state) => new($"from the snapshot of {Of(state)}", Note.Snapshot,
        ("taken", state.Taken.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)),
        ("rows", state.Rows.ToString(CultureInfo.InvariantCulture)),
        ("age", AgeOf(state).TotalSeconds.ToString("0", CultureInfo.InvariantCulture)));

    string Of(SnapshotState state) => string.Create(CultureInfo.InvariantCulture,
        $"{state.Taken.UtcDateTime:yyyy-MM-dd HH:mm} UTC ({state.Rows:N0} rows, refreshed {Age(AgeOf(state))})");

    TimeSpan AgeOf(SnapshotState state) => account.Environment.Time.GetUtcNow() - state.Refreshed;

    static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalMinutes: < 120 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalMinutes:0} minutes ago"),
        { TotalHours: < 48 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalHours:0} hours ago"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{age.TotalDays:0} days ago"),
    };
}
