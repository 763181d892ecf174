using System.Threading.Channels;
using Koppel.Sandbox.Http;

namespace Koppel.Sandbox.ActiveCampaign.Webhooks;

/// <summary>
/// Sends events to webhooks, one after the other, each once: nothing is tried again. It calls this machine and nobody else; what is meant
/// for elsewhere is noted as not delivered. A webhook that answers 410 is turned off.
/// </summary>
internal sealed class Deliveries : IAsyncDisposable
{
    const int Kept = 500;
    const int Gone = 410;

    readonly Lock _gate = new();
    readonly Queue<Delivery> _latest = new();
    readonly Channel<Delivery> _waiting = Channel.CreateUnbounded<Delivery>(new() { SingleReader = true });
    readonly CancellationTokenSource _stop = new();
    readonly LoopbackClient _client = new();
    readonly Action<int> _turnOff;
    readonly Task _worker;

    /// <param name="turnOff">Turns the webhook with an id off.</param>
    public Deliveries(Action<int> turnOff)
    {
        _turnOff = turnOff;
        _worker = WorkAsync();
    }

    public void Add(Delivery delivery) => _waiting.Writer.TryWrite(delivery);

    /// <summary>The latest deliveries, newest first.</summary>
    public IReadOnlyList<Delivery> Latest()
    {
        lock (_gate) return [.. _latest.Reverse()];
    }

    public void Clear()
    {
        lock (_gate) _latest.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.Complete();
        await _stop.CancelAsync();
        await _worker;
        _client.Dispose();
        _stop.Dispose();
    }

    async Task WorkAsync()
    {
        try
        {
            await foreach (var delivery in _waiting.Reader.ReadAllAsync(_stop.Token)) Note(await SendAsync(delivery));
        }
        catch (OperationCanceledException)
        {
            // The sandbox ends; what still waits is not sent any more.
        }
    }

    async Task<Delivery> SendAsync(Delivery delivery)
    {
        if (!LoopbackClient.IsHere(delivery.Url)) return delivery with { NotDelivered = "The sandbox calls nobody but this machine." };
        try
        {
            var status = await _client.PostFormAsync(delivery.Url, delivery.Form, _stop.Token);
            if (status == Gone) _turnOff(delivery.Webhook);
            return delivery with { Status = status };
        }
        catch (Exception fault) when (fault is HttpRequestException or TimeoutException or IOException)
        {
            return delivery with { NotDelivered = "Nobody took it: " + fault.Message };
        }
    }

    void Note(Delivery delivery)
    {
        lock (_gate)
        {
            if (_latest.Count == Kept) _latest.Dequeue();
            _latest.Enqueue(delivery);
        }
    }
}
