using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;

namespace Koppel.Sdk.Rest.Load;

/// <summary>Sends a call of a journal that is one request.</summary>
public static class JournaledCall
{
    /// <summary>
    /// Sends it. One that certainly had no effect, since nobody could be reached or it was refused as a whole, waits again as if it had
    /// never been sent: a report then says of its rows that they were not sent, and not that they may have arrived.
    /// </summary>
    /// <param name="client">What it is sent with.</param>
    /// <param name="journal">The journal.</param>
    /// <param name="call">The call.</param>
    /// <param name="request">Its request.</param>
    /// <param name="cancellationToken">Cuts it off.</param>
    /// <exception cref="ConnectorException">As of <see cref="RestClient.SendAsync"/>.</exception>
    public static Task<RestResponse> SendAsync(
        RestClient client, IWriteJournal journal, JournalCall call, RestRequest request, CancellationToken cancellationToken)
    {
        journal.Sending(call.Number);
        return WithdrawnIfUnsentAsync(journal, call, () => client.SendAsync(request, cancellationToken));
    }

    /// <summary>Does what sends a call; when that certainly had no effect, the call waits again.</summary>
    internal static async Task<T> WithdrawnIfUnsentAsync<T>(IWriteJournal journal, JournalCall call, Func<Task<T>> send)
    {
        try
        {
            return await send();
        }
        catch (ConnectorException fault) when (!fault.MayHaveHappened && call.State == CallState.Planned)
        {
            journal.Withdrawn(call.Number);
            throw;
        }
    }
}
