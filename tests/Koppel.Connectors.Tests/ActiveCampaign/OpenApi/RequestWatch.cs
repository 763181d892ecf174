using System.Collections.Concurrent;
using System.Diagnostics;

namespace Koppel.Connectors.Tests.ActiveCampaign.OpenApi;

/// <summary>Sees the requests of this process as they leave, sorted by the port that they go to.</summary>
sealed class RequestWatch : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    static readonly ConcurrentDictionary<int, ConcurrentQueue<Task<SentRequest>>> Watched = new();

    static RequestWatch() => DiagnosticListener.AllListeners.Subscribe(new RequestWatch());

    /// <summary>Begins to keep the requests to a port.</summary>
    public static void Begin(int port) => Watched[port] = new();

    /// <summary>The requests to a port since it began; they are kept no longer.</summary>
    public static async Task<IReadOnlyList<SentRequest>> EndAsync(int port) =>
        Watched.TryRemove(port, out var requests) ? await Task.WhenAll(requests) : [];

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener listener)
    {
        if (listener.Name == "HttpHandlerDiagnosticListener")
            listener.Subscribe(this, name => name.StartsWith("System.Net.Http.HttpRequestOut", StringComparison.Ordinal));
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> moment)
    {
        if (moment.Key != "System.Net.Http.HttpRequestOut.Start") return;
        var request = (HttpRequestMessage?)moment.Value?.GetType().GetProperty("Request")?.GetValue(moment.Value);
        // The control door of the sandbox is no part of the API.
        if (request?.RequestUri is { } url && !url.AbsolutePath.StartsWith("/_sandbox/", StringComparison.Ordinal)
            && Watched.TryGetValue(url.Port, out var requests)) requests.Enqueue(SentRequest.ReadAsync(request));
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error) => throw new InvalidOperationException("The requests of this process cannot be watched.", error);
}
