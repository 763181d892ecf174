using System.Diagnostics;
using System.Net.Http.Headers;
using Koppel.Sandbox.Control.Calls;
using Koppel.Sandbox.Control.Pages;
using Koppel.Sandbox.Http;

namespace Koppel.Sandbox.Control;

/// <summary>Sends a call of the log again, from the outside, so that limits, faults and the log treat it as any other.</summary>
/// <param name="traffic">The log.</param>
/// <param name="header">The header by which the API knows its caller.</param>
/// <param name="token">Gives what stands in it.</param>
internal sealed class Replay(Traffic traffic, string header, Func<string> token) : IDisposable
{
    readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Tells where the API is.</summary>
    public void Open(Uri root) => _client.BaseAddress = root;

    public async Task HandleAsync(ControlCall call)
    {
        if (traffic.Find(call.Id) is not { } logged)
        {
            await call.RefuseAsync(404, $"Call {call.Id} is no longer in the log.");
            return;
        }

        if (logged.Sent is not { IsWhole: true } sent)
        {
            await call.RefuseAsync(409,
                $"Call {call.Id} cannot be sent again: its body is not kept. Bodies are kept as long as the latest fit into 32 MB, and "
                    + $"none that a refusal left unread.");
            return;
        }

        using var request = new HttpRequestMessage(new HttpMethod(logged.Request.Method), logged.Request.Path);
        request.Headers.Add(header, token());
        if (sent.Length > 0) request.Content = new ReadOnlyMemoryContent(sent.Bytes);
        if (request.Content is not null && MediaTypeHeaderValue.TryParse(logged.ContentType, out var type))
            request.Content.Headers.ContentType = type;
        await call.SendAsync(await SendAsync(request, logged, call.Aborted));
    }

    public void Dispose() => _client.Dispose();

    async Task<Answer> SendAsync(HttpRequestMessage request, LoggedCall logged, CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        try
        {
            using var response = await _client.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return Of((int)response.StatusCode, BodyView.Of(new KeptBody(body, body.Length)));
        }
        catch (HttpRequestException)
        {
            // The fault 'cut': the log has it with the status 0 too.
            return Of(0, BodyView.Of(new KeptBody(default, 0)));
        }

        Answer Of(int status, BodyView body) =>
            new(status, logged.Request.Status, Stopwatch.GetElapsedTime(begin).TotalMilliseconds, body, BodyView.Of(logged.Answered));
    }

    /// <summary>The new answer beside the one in the log.</summary>
    sealed record Answer(int Status, int StatusBefore, double Ms, BodyView Body, BodyView BodyBefore);
}
