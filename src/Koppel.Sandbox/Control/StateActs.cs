using Koppel.Sandbox.ActiveCampaign;
using Koppel.Sandbox.ActiveCampaign.Webhooks;
using Koppel.Sandbox.Control.Calls;
using Koppel.Sandbox.Faults;
using Koppel.Sandbox.Http;
using Microsoft.AspNetCore.Http;

namespace Koppel.Sandbox.Control;

/// <summary>What puts another state in place of the one that is there: reset, seed, snapshot.</summary>
internal sealed class StateActs(SandboxData data, WebhookPublisher webhooks, Traffic traffic, FaultPlan faults)
{
    public Task ResetAsync(ControlCall call)
    {
        data.Seed();
        webhooks.Clear();
        traffic.Clear();
        faults.Restart();
        return call.SendAsync(data.Stats());
    }

    public async Task SeedAsync(ControlCall call)
    {
        var wanted = await call.ReadAsync<SeedRequest>();
        if (wanted?.Contacts is not (>= 1 and <= 5_000_000)) throw new FormatException("Send {\"contacts\": n} with n from 1 to 5000000.");
        data.Seed(wanted.Contacts);
        await call.SendAsync(data.Stats());
    }

    public Task SendSnapshotAsync(ControlCall call)
    {
        // The name under which a browser saves it.
        if (call.Text("download").Length > 0) call.Response.Headers.ContentDisposition = "attachment; filename=\"sandbox.json\"";
        return call.Response.WriteAsJsonAsync(data.Snapshot(), SnapshotFile.Format, call.Aborted);
    }

    public async Task RestoreAsync(ControlCall call)
    {
        data.Restore(await SnapshotFile.ReadAsync(call.Context.Request.Body, call.Aborted));
        await call.SendAsync(data.Stats());
    }

    sealed record SeedRequest(int? Contacts);
}
