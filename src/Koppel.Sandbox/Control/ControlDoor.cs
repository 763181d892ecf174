using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Faults;
using Koppel.Sandbox.Hosting;
using Microsoft.AspNetCore.Http;

namespace Koppel.Sandbox.Control;

/// <summary>
/// <c>/_sandbox/</c>: looks into the sandbox and steers it, without a token and without counting as a call; and the viewer's page at
/// <c>/</c>. For this machine only.
/// </summary>
sealed class ControlDoor(SandboxState state, Traffic traffic, FaultPlan faults)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async Task HandleAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (!LoopbackNames.IsMeantForHere(request))
        {
            await RefuseAsync(response, 403, "This door is for callers on this machine, under a name of this machine.");
            return;
        }

        try
        {
            await AnswerAsync(request, response, context.RequestAborted);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidDataException or ArgumentException)
        {
            await RefuseAsync(response, 400, fault.Message);
        }
    }

    Task AnswerAsync(HttpRequest request, HttpResponse response, CancellationToken cancellationToken) => (request.Method, request.Path.Value) switch
    {
        ("GET", "/") => ViewerPage.SendAsync(response, cancellationToken),
        ("GET", "/_sandbox/stats") => SendAsync(response, state.Stats()),
        ("GET", "/_sandbox/log") => SendAsync(response, traffic.Recent()),
        ("GET", "/_sandbox/contacts") => SendAsync(response, ContactView.Read(state, request.Query["search"].ToString(), request.Query["offset"].ToString())),
        ("GET", "/_sandbox/tags") => SendAsync(response, TagView.Read(state)),
        ("GET", "/_sandbox/snapshot") => response.WriteAsJsonAsync(state.Snapshot(), SnapshotFile.Format, cancellationToken),
        ("PUT", "/_sandbox/snapshot") => RestoreAsync(request, response, cancellationToken),
        ("POST", "/_sandbox/reset") => ResetAsync(response),
        ("POST", "/_sandbox/seed") => SeedAsync(request, response, cancellationToken),
        ("PUT", "/_sandbox/faults") => SetFaultsAsync(request, response, cancellationToken),
        _ => RefuseAsync(response, 404, $"There is nothing at {request.Method} {request.Path}. The API is under /api/3/, the control door has stats, log, contacts, tags, reset, seed, faults and snapshot."),
    };

    async Task ResetAsync(HttpResponse response)
    {
        state.Seed();
        traffic.Clear();
        faults.Restart();
        await SendAsync(response, state.Stats());
    }

    async Task SeedAsync(HttpRequest request, HttpResponse response, CancellationToken cancellationToken)
    {
        var wanted = await JsonSerializer.DeserializeAsync<SeedRequest>(request.Body, Json, cancellationToken);
        if (wanted?.Contacts is not (>= 1 and <= 5_000_000)) throw new FormatException("Send {\"contacts\": n} with n from 1 to 5000000.");
        state.Seed(wanted.Contacts);
        await SendAsync(response, state.Stats());
    }

    async Task SetFaultsAsync(HttpRequest request, HttpResponse response, CancellationToken cancellationToken)
    {
        var texts = await JsonSerializer.DeserializeAsync<string[]>(request.Body, Json, cancellationToken)
            ?? throw new FormatException("Send a JSON array of faults, as in [\"429:0.1\"]; an empty one ends them.");
        FaultRule[] rules = [.. texts.Select(FaultRule.Parse)];
        faults.Set(rules);
        await SendAsync(response, rules.Select(rule => rule.Text));
    }

    async Task RestoreAsync(HttpRequest request, HttpResponse response, CancellationToken cancellationToken)
    {
        state.Restore(await SnapshotFile.ReadAsync(request.Body, cancellationToken));
        await SendAsync(response, state.Stats());
    }

    static Task RefuseAsync(HttpResponse response, int status, string message)
    {
        response.StatusCode = status;
        return SendAsync(response, new { message });
    }

    static Task SendAsync<T>(HttpResponse response, T value)
    {
        response.Headers.CacheControl = "no-store";
        return response.WriteAsJsonAsync(value, Json);
    }

    sealed record SeedRequest(int? Contacts);
}
