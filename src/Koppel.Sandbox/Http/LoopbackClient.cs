using System.Net;
using System.Net.Sockets;

namespace Koppel.Sandbox.Http;

/// <summary>
/// Calls this machine. It can reach nothing else: whatever a name stands for, the connection goes to the loopback address.
/// </summary>
internal sealed class LoopbackClient : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly HttpClient _client = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false,
            ConnectCallback = ConnectAsync }) { Timeout = Patience };

    /// <summary>Whether an address is on this machine.</summary>
    public static bool IsHere(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
            && (address.IdnHost.Equals("localhost", StringComparison.OrdinalIgnoreCase) || AddressOf(address.DnsSafeHost) is not null);

    /// <summary>Posts a form and gives the status of the answer.</summary>
    /// <exception cref="HttpRequestException">Nobody answers there.</exception>
    /// <exception cref="TimeoutException">The answer takes too long.</exception>
    public async Task<int> PostFormAsync(string url, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new FormUrlEncodedContent(form);
            using var response = await _client.PostAsync(new Uri(url), content, cancellationToken);
            return (int)response.StatusCode;
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"There was no answer in {Patience.TotalSeconds} seconds.", fault);
        }
    }

    public void Dispose() => _client.Dispose();

    static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(
                new IPEndPoint(AddressOf(context.DnsEndPoint.Host) ?? IPAddress.Loopback, context.DnsEndPoint.Port), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    static IPAddress? AddressOf(string host) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address) ? address : null;
}
