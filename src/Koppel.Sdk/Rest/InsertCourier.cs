using System.Text.Json;
using Koppel.Sdk.Http;

namespace Koppel.Sdk.Rest;

/// <summary>
/// Makes the calls of a journal that insert one row each, several at once inside the budget. A call that may have been made is settled by
/// looking whether its row is there; when it is not, it is made again, a few times. After a fault no further call begins; those under way come
/// to their end.
/// </summary>
internal sealed class InsertCourier(WritableRestSource source)
{
    /// <summary>Calls under way at once; the account's budget decides the pace.</summary>
    const int Ahead = 8;

    /// <summary>How many times a call is made at most whose row was not there afterwards.</summary>
    const int Attempts = 3;

    /// <summary>A call that was cut off may still be under way at the far side: a row that is not there is looked for again after so long.</summary>
    static readonly TimeSpan UnderWay = TimeSpan.FromSeconds(2);

    readonly RowCalls _calls = new(source.Table, source.Account);
    Exception? _fault;

    /// <summary>Makes them.</summary>
    /// <exception cref="ConnectorException">It cannot go on.</exception>
    public async Task RunAsync(IWriteJournal journal, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Ahead, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(journal.OpenAsync(cancellationToken), options, async (call, _) =>
        {
            if (Volatile.Read(ref _fault) is not null || (journal.Stopping.IsCancellationRequested && call.State == CallState.Planned)) return;
            try
            {
                // With the load's own token: the loop's would cut off the calls that are under way when one of them fails.
                await SendAsync(journal, call, cancellationToken);
            }
            catch (ConnectorException fault)
            {
                Interlocked.CompareExchange(ref _fault, fault, null);
            }
            catch (OperationCanceledException) when (journal.Stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                // It had not been sent, and waits for whoever goes on with the load.
                journal.Withdrawn(call.Number);
            }
        });
        if (_fault is not null) throw _fault;
    }

    async Task SendAsync(IWriteJournal journal, JournalCall call, CancellationToken cancellationToken)
    {
        using var content = JsonDocument.Parse(call.Content);
        if (RowChangeCourier.IsChange(content.RootElement))
        {
            await RowChangeCourier.SendAsync(source.Account, source.BasePath, journal, call, content.RootElement, cancellationToken);
            return;
        }
        var row = InsertContent.Read(content.RootElement);
        var inDoubt = call.State == CallState.Sent;
        if (inDoubt && await SettleAsync(journal, call, row, cancellationToken)) return;
        for (var attempt = 1; ; attempt++)
        {
            journal.Sending(call.Number);
            try
            {
                var response = await _calls.InsertAsync(row.Item, content.RootElement, journal.Stopping, cancellationToken);
                if (response.IsSuccess && row.Identity is not null) response.Json().Dispose(); // Half an answer, or a page of somebody else's, is no answer.
                journal.Done(call.Number, Result(response, row, inDoubt));
                return;
            }
            catch (ConnectorException lost) when (lost.MayHaveHappened && row.Identity is not null)
            {
                var isSettled = await TrySettleAsync(journal, call, row, cancellationToken);
                if (isSettled == true) return;
                if (isSettled is null || attempt == Attempts || Volatile.Read(ref _fault) is not null) throw;
                inDoubt = true;
            }
            catch (OperationCanceledException) when (inDoubt && journal.Stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                return; // An earlier attempt may have been made, so the doubt stays for whoever goes on with the load.
            }
        }
    }

    /// <summary>As <see cref="SettleAsync"/>; null when looking fails too: then the fault of the call itself is the one to tell.</summary>
    async Task<bool?> TrySettleAsync(IWriteJournal journal, JournalCall call, InsertContent row, CancellationToken cancellationToken)
    {
        try
        {
            return await SettleAsync(journal, call, row, cancellationToken);
        }
        catch (ConnectorException)
        {
            return null;
        }
    }

    /// <summary>Settles a call that may have been made. False when it was not.</summary>
    async Task<bool> SettleAsync(IWriteJournal journal, JournalCall call, InsertContent row, CancellationToken cancellationToken)
    {
        if (row.Identity is null)
        {
            journal.Done(call.Number, new CallResult(0, 0, [.. JournalRows.Reject(row.Rows, new RejectCause(
                RejectCode.InDoubt, $"The row was under way when the load broke off, and {source.Table.Name} has nothing by which it could be found.",
                "Look whether it is there before loading it again."))]));
            return true;
        }
        var key = await FindAsync(row, cancellationToken);
        if (key is null)
        {
            await source.Account.Client.DelayAsync(UnderWay, cancellationToken);
            key = await FindAsync(row, cancellationToken);
        }
        if (key is null) return false;
        journal.Done(call.Number, JournalRows.Accepted(row.Rows) with { Created = key });
        return true;
    }

    /// <summary>The key of the row when it is there.</summary>
    async Task<string?> FindAsync(InsertContent row, CancellationToken cancellationToken) =>
        (await RowIdentity.FindAsync(source, row.LookupColumn!, [row.LookupValue!], cancellationToken)).GetValueOrDefault(row.Identity!);

    /// <summary>The key that the new row got, or null when the answer does not tell.</summary>
    string? KeyOf(RestResponse response)
    {
        try
        {
            using var page = RestPage.Item(source.Table, response);
            return page.TextKeyOf(page.Rows[0]);
        }
        catch (ConnectorException)
        {
            return null; // The row is there all the same.
        }
    }

    CallResult Result(RestResponse response, InsertContent row, bool inDoubt)
    {
        if (response.IsSuccess) return JournalRows.Accepted(row.Rows) with { Created = KeyOf(response) };
        // Behind an attempt without a clear answer, the duplicate is the row of that attempt.
        if (RestErrors.Code(response) == "duplicate")
            return response.AfterDoubt || inDoubt ? JournalRows.Accepted(row.Rows) : new CallResult(0, row.Rows.GetArrayLength(), []);
        return new CallResult(0, 0, [.. JournalRows.Reject(row.Rows, RestErrors.Cause(response))]);
    }
}
