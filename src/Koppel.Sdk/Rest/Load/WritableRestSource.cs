using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Rest.Snapshots;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Load;

/// <summary>A declared table that can be loaded.</summary>
/// <param name="table">The declaration, with a call or a bulk writer for inserting.</param>
/// <param name="account">The account.</param>
/// <param name="basePath">The API's base path, for plans.</param>
public sealed class WritableRestSource(RestTable table, RestAccount account, string basePath)
    : RestSource(table, account, basePath), IWritableTable
{
    /// <summary>Opens a table; one that says how it is asked for what changed is read from a snapshot where the account says so.</summary>
    /// <param name="table">The table.</param>
    /// <param name="account">The account.</param>
    /// <param name="basePath">What stands before every path.</param>
    public static WritableRestSource Open(RestTable table, RestAccount account, string basePath) => new(table, account, basePath)
    {
        Snapshot = table.Changes is not null && account.Environment.Snapshots is { } store
            ? new TableSnapshot(table, account, basePath, store)
            : null,
    };

    /// <inheritdoc/>
    public IReadOnlyList<SideRead> SideReads => Table.Bulk?.SideReads ?? KnownRows.SideReads(Table);

    /// <inheritdoc/>
    public IWriteSession BeginWrite(WriteRequest request)
    {
        if (Table.Bulk is { } bulk && bulk.Takes(request)) return bulk.Begin(request);
        var call = Table.CallOf(request.Operation) ?? throw RowCalls.Refusal(Table, request.Operation);
        return request.Operation == WriteOperation.Insert ? new InsertSession(this, request) : new RowChangeSession(this, request, call);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ICallKind> BeginCalls() =>
    [
        new RequestKind(Account, BasePath), new InsertKind(this), .. Enum.GetValues<WriteOperation>().Select(o => new BulkKind(this, o)),
        .. Table.Bulk?.BeginCalls() ?? [],
    ];

    /// <inheritdoc/>
    public Task CarryOutAsync(IWriteJournal journal, CancellationToken cancellationToken = default) =>
        CallRunner.RunAsync(BeginCalls(), journal, cancellationToken);
}
