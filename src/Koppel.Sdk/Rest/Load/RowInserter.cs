using System.Text.Json;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Read;

namespace Koppel.Sdk.Rest.Load;

/// <summary>
/// Adds single rows. A call that may have been made is settled by looking whether its row is there; when it is not, it is made again, a few
/// times.
/// </summary>
/// <param name="source">The table.</param>
/// <param name="isOver">Whether the load has failed elsewhere, so that nothing is tried again.</param>
internal sealed class RowInserter(WritableRestSource source, Func<bool> isOver)
{
    /// <summary>How many times a call is made at most whose row was not there afterwards.</summary>
    const int Attempts = 3;

    /// <summary>
    /// A call that was cut off may still be under way at the remote system: a row that is not there is looked for again after so long.
    /// </summary>
    public static readonly TimeSpan UnderWay = TimeSpan.FromSeconds(2);

    readonly RowCalls _calls = new(source.Table, source.Account);

    /// <summary>Adds a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="inDoubt">An earlier attempt may have been made.</param>
    /// <param name="sending">Is told before each attempt.</param>
    /// <param name="unsent">Is told when it cannot go on and the row certainly did not arrive.</param>
    /// <param name="stopping">Is cancelled when no further call is to be sent.</param>
    /// <param name="cancellationToken">Cuts it off.</param>
    /// <returns>What became of its rows; null when the load is to stop and the doubt stays.</returns>
    /// <exception cref="ConnectorException">It cannot go on.</exception>
    /// <exception cref="OperationCanceledException">The load is to stop, and nothing was sent.</exception>
    public async Task<CallResult?> AddAsync(
        InsertContent row, bool inDoubt, Action sending, Action unsent, CancellationToken stopping, CancellationToken cancellationToken)
    {
        if (inDoubt && await SettleAsync(row, cancellationToken) is { } settled) return settled;
        for (var attempt = 1; ; attempt++)
        {
            sending();
            try
            {
                var response = await _calls.InsertAsync(row.Item, row.All, stopping, cancellationToken);
                // Half an answer, or a page of somebody else's, is no answer.
                if (response.IsSuccess && row.Identity is not null) response.Json().Dispose();
                return Result(response, row, inDoubt);
            }
            catch (ConnectorException fault) when (!fault.MayHaveHappened && !inDoubt)
            {
                unsent();
                throw;
            }
            // Otherwise some attempt before may have made it.
            catch (ConnectorException refused)
                when (!source.Table.Insert!.Repeatable && RestErrors.IsDuplicate(refused, source.Account.Client.Errors))
            {
                return There(row, inDoubt);
            }
            catch (ConnectorException lost) when (lost.MayHaveHappened && row.Identity is not null)
            {
                var (result, isKnown) = await TrySettleAsync(row, cancellationToken);
                if (result is not null) return result;
                if (!isKnown || attempt == Attempts || isOver()) throw;
                inDoubt = true;
            }
            catch (OperationCanceledException)
                when (inDoubt && stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                return null; // An earlier attempt may have been made, so the doubt stays for whoever goes on with the load.
            }
        }
    }

    /// <summary>
    /// As <see cref="SettleAsync"/>; not known when looking fails too: then the fault of the call itself is the one to tell.
    /// </summary>
    async Task<(CallResult? Result, bool IsKnown)> TrySettleAsync(InsertContent row, CancellationToken cancellationToken)
    {
        try
        {
            return (await SettleAsync(row, cancellationToken), true);
        }
        catch (ConnectorException)
        {
            return (null, false);
        }
    }

    /// <summary>Settles a call that may have been made. Null when it was not.</summary>
    async Task<CallResult?> SettleAsync(InsertContent row, CancellationToken cancellationToken)
    {
        if (row.Identity is null)
        {
            return new CallResult(0, 0, [.. JournalRows.Reject(row.Rows, new RejectCause(
                RejectCode.InDoubt,
                $"The row was under way when the load broke off, and {source.Table.Name} has nothing by which it could be found.",
                "Look whether it is there before loading it again."))]);
        }
        var key = await FindAsync(row, cancellationToken);
        if (key is null)
        {
            await source.Account.Client.DelayAsync(UnderWay, cancellationToken);
            key = await FindAsync(row, cancellationToken);
        }
        return key is null ? null : JournalRows.Accepted(row.Rows) with { Created = key };
    }

    /// <summary>The key of the row when it is there.</summary>
    async Task<string?> FindAsync(InsertContent row, CancellationToken cancellationToken) =>
        (await RowIdentity.FindAsync(source, row.LookupColumn!, [row.LookupValue!], cancellationToken)).GetValueOrDefault(row.Identity!);

    /// <summary>The key that the new row got, or null when the answer does not tell.</summary>
    string? KeyOf(RestResponse response)
    {
        if (source.Table.Insert!.KeyIn is { } place)
        {
            using var answer = response.TryJson();
            return answer is not null && FieldPath.Of(place).TryGet(answer.RootElement, out var key)
                && key.ValueKind is JsonValueKind.String or JsonValueKind.Number ? key.ToString() : null;
        }
        try
        {
            using var page = RestPage.Item(source.Table, response);
            return page.Rows.Count == 0 ? null : page.TextKeyOf(page.Rows[0]);
        }
        catch (ConnectorException)
        {
            return null; // The row is there all the same.
        }
    }

    /// <summary>Somebody else added the row meanwhile. Behind an attempt without a clear answer, it is the row of that attempt.</summary>
    static CallResult There(InsertContent row, bool inDoubt) =>
        inDoubt ? JournalRows.Accepted(row.Rows) : new CallResult(0, row.Rows.GetArrayLength(), []);

    CallResult Result(RestResponse response, InsertContent row, bool inDoubt)
    {
        var isThere = response.IsSuccess ? response.Status == source.Table.Insert!.StatusWhenThere : RestErrors.IsDuplicate(response);
        if (isThere) return There(row, response.AfterDoubt || inDoubt);
        if (response.IsSuccess) return JournalRows.Accepted(row.Rows) with { Created = KeyOf(response) };
        return new CallResult(0, 0, [.. JournalRows.Reject(row.Rows, RestErrors.Cause(response))]);
    }
}
