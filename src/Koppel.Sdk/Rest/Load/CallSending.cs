using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;

namespace Koppel.Sdk.Rest.Load;

/// <summary>Sends the requests of a journal's call.</summary>
public static class CallSending
{
    /// <summary>Sends one, unless the load is to stop; what may have happened is noted in the call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="client">What it is sent with.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cuts it off.</param>
    /// <exception cref="ConnectorException">As of <see cref="RestClient.SendAsync"/>.</exception>
    public static async Task<RestResponse> SendAsync(
        this OpenCall call, RestClient client, RestRequest request, CancellationToken cancellationToken)
    {
        call.Sending();
        try
        {
            var response = await client.SendAsync(request with { Unless = call.Stopping }, cancellationToken);
            call.MayHaveHappened |= response.IsSuccess || response.AfterDoubt;
            return response;
        }
        catch (ConnectorException fault)
        {
            call.MayHaveHappened |= fault.MayHaveHappened;
            throw;
        }
        catch (CallCutOffException)
        {
            call.MayHaveHappened = true;
            throw;
        }
    }
}
