using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Control.Calls;

namespace Koppel.Sandbox.Control;

/// <summary>
/// Adds rows that nobody can write through the API, because they are made by hand in the account or come about by themselves: templates,
/// scores, mails that came back. Clients that read them want some to try.
/// </summary>
internal sealed class RowActs(SandboxState state)
{
    public async Task AddAsync(ControlCall call)
    {
        var wanted = await call.ReadAsync<RowRequest>();
        var resource = Array.Find(Catalog.Resources, one => one.Name == wanted?.Resource && one.Typed is null)
            ?? throw new FormatException(
                "Send {\"resource\": \"templates\", \"values\": {\"name\": \"…\"}}. The resources are "
                    + string.Join(", ", Catalog.Resources.Where(one => one.Typed is null).Select(one => one.Name)) + ".");
        var values = wanted!.Values ?? new Dictionary<string, JsonElement>();
        if (values.Keys.FirstOrDefault(key => !resource.Columns.Any(column => column.Name == key && column.IsKept)) is { } unknown)
            throw new FormatException(
                $"A row of {resource.Name} keeps no '{unknown}'. It keeps "
                    + $"{string.Join(", ", resource.Columns.Where(column => column.IsKept).Select(column => column.Name))}.");
        var id = state.Use(() => Add(resource, wanted.Id, values));
        await call.SendAsync(new { id });
    }

    int Add(Resource resource, int? wanted, IReadOnlyDictionary<string, JsonElement> values)
    {
        var table = state.Store.Table(resource);
        var id = wanted ?? table.NextId;
        if (id < table.NextId)
            throw new FormatException($"The id {id} of {resource.Name} was given already. The next one is {table.NextId}.");
        var row = table.Add(id, state.Now, state.Now);
        foreach (var (name, value) in values) row[name] = SentValue.Of(resource.Column(name), value);
        return id;
    }

    sealed record RowRequest(string? Resource, int? Id, Dictionary<string, JsonElement>? Values);
}
