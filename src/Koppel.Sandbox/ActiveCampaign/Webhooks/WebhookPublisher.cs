using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Webhooks;

/// <summary>
/// Tells webhooks what a call did. Mass operations, the importer above all, do not ring it. Callers hold the sandbox's lock; the sending is
/// done outside of it.
/// </summary>
internal sealed class WebhookPublisher(SandboxState state) : IAsyncDisposable
{
    // Most sandboxes are never asked to tell anybody.
    readonly Lazy<Deliveries> _deliveries = new(() => new Deliveries(id => state.Use(() =>
    {
        WebhookRows.TurnOff(state.Store, id, state.Now);
        return id;
    })));

    /// <summary>The latest deliveries, newest first.</summary>
    public IReadOnlyList<Delivery> Latest() => _deliveries.IsValueCreated ? _deliveries.Value.Latest() : [];

    public void Clear()
    {
        if (_deliveries.IsValueCreated) _deliveries.Value.Clear();
    }

    public void Ring(ContactEvent happening)
    {
        foreach (var hook in WebhookRows.Listening(state.Store, happening.Type, happening.List))
        {
            var form = new EventForm().Add("type", happening.Type).Moment("date_time", state.Now).Add("initiated_from", "api")
                .Add("initiated_by", "api").Add("list", happening.List);
            happening.Write(form);
            _deliveries.Value.Add(new(state.Moment, hook.Id, hook.Text("url"), happening.Type, form.Pairs));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_deliveries.IsValueCreated) await _deliveries.Value.DisposeAsync();
    }
}
