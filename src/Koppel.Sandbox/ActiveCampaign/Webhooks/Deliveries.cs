using System.Threading.Channels;
using Koppel.Sandbox.Hosting;

namespace Koppel.Sandbox.ActiveCampaign.Webhooks;

/// <summary>
/// Sends events to webhooks, one after the other, each once: nothing is tried again. It calls this machine and nobody else; what is meant
/// for elsewhere is noted as not delivered. A webhook that answers 410 is turned off.
/// </summary>
sealed class Deliveries : IAsyncDisposable
{
    const int Kept = 500;
    const int Gone = 410;

    readonly Lock gate = new();
    readonly Queue<Delivery> latest = new();
    readonly Channel<Delivery> waiting = Channel.CreateUnbounded<Delivery>(new() { SingleReader = true });
    readonly CancellationTokenSource stop = new();
    readonly LoopbackClient client = new();
    readonly Action<int> turnOff;
    readonly Task worker;

    /// <param name="turnOff">Turns the webhook with an id off.</param>
    public Deliveries(Action<int> turnOff)
    {
        this.turnOff = turnOff;
        worker = WorkAsync();
    }

    public void Add(Delivery delivery) => waiting.Writer.TryWrite(delivery);

    /// <summary>The latest deliveries, newest first.</summary>
    public IReadOnlyList<Delivery> Latest()
    {
        lock (gate) return [.. latest.Reverse()];
    }

    public void Clear()
    {
        lock (gate) latest.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.Complete();
        await stop.CancelAsync();
        await worker;
        client.Dispose();
        stop.Dispose();
    }

    async Task WorkAsync()
    {
        try
        {
            await foreach (var delivery in waiting.Reader.ReadAllAsync(stop.Token)) Note(await SendAsync(delivery));
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
            var status = await client.PostFormAsync(delivery.Url, delivery.Form, stop.Token);
            if (status == Gone) turnOff(delivery.Webhook);
            return delivery with { Status = status };
        }
        catch (Exception fault) when (fault is HttpRequestException or TimeoutException or IOException)
        {
            return delivery with { NotDelivered = "Nobody took it: " + fault.Message };
        }
    }

    void Note(Delivery delivery)
    {
        lock (gate)
        {
            if (latest.Count == Kept) latest.Dequeue();
            latest.Enqueue(delivery);
        }
    }
}
