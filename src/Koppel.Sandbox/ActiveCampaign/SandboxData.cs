using Koppel.Sandbox.ActiveCampaign.Contacts;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Http;

namespace Koppel.Sandbox.ActiveCampaign;

/// <summary>All that the sandbox holds, taken as a whole: begun anew, counted, kept in a snapshot and brought back.</summary>
internal sealed class SandboxData(SandboxState state, Clock clock, SandboxOptions options, Traffic traffic)
{
    int _seed = options.Seed;

    /// <summary>Begins anew with invented contacts: as many as the last time, or as told.</summary>
    public void Seed(int? contacts = null)
    {
        var wanted = contacts ?? _seed;
        var store = Filled(wanted);
        _seed = wanted;
        state.Replace(store);
    }

    public Snapshot Snapshot() => state.Use(() => ActiveCampaign.Snapshot.Of(state.Store));

    /// <summary>Puts a snapshot in place of the state.</summary>
    /// <exception cref="InvalidDataException">The snapshot does not hold together.</exception>
    public void Restore(Snapshot snapshot) => state.Replace(snapshot.Build(clock, options));

    public SandboxStats Stats() => state.Use(() =>
    {
        var (calls, byRoute, throttled) = traffic.Counts();
        var store = state.Store;
        var rows = Catalog.Resources.ToDictionary(one => one.Name, one => one.Rows(store).Count, StringComparer.Ordinal);
        return new SandboxStats(
            calls, byRoute, throttled, store.Contacts.Rows.Count, store.Tags.Rows.Count, store.Tags.Links.Count, store.Accounts.Rows.Count,
            rows);
    });

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (options.SnapshotFile is { } file && File.Exists(file)) Restore(await SnapshotFile.ReadAsync(file, cancellationToken));
        else Seed();
    }

    public async Task SaveAsync()
    {
        if (options.SnapshotFile is { } file) await SnapshotFile.WriteAsync(file, Snapshot());
    }

    Store Filled(int contacts)
    {
        var store = new Store(clock, options);
        store.Contacts.Reserve(contacts);
        foreach (var resource in Catalog.Resources) resource.Begin?.Invoke(store);
        Action<Contact, int>[] fills = [.. Catalog.Seeds.Select(seed => seed(store)).OfType<Action<Contact, int>>()];
        for (var n = 1; n <= contacts; n++)
        {
            var contact = ContactSeed.Add(store, n);
            foreach (var fill in fills) fill(contact, n);
        }

        return store;
    }
}
