using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>The lists of an account by id and name.</summary>
internal sealed class ListDirectory(RestSource lists)
{
    /// <summary>What is read of the lists.</summary>
    public static readonly RestTable Names = new("lists", Item: "list")
    {
        Path = "lists",
        Paging = Pages.ByOffset,
        Columns = [Column.Key("id"), Column.Text("name") with { HoldsNames = true }],
    };

    readonly Dictionary<long, string> _names = [];
    ILookup<string, long>? _ids;

    /// <summary>Reads all of them, once.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (_ids is not null) return;
        await foreach (var batch in lists.ScanAsync(lists.Plan(new ScanRequest { Columns = Names.Columns }), cancellationToken))
            for (var r = 0; r < batch.Count; r++) _names[batch[0].Longs[r]] = batch[1].IsNull(r) ? "" : batch[1].Texts[r];
        _ids = _names.ToLookup(l => l.Value.Trim(), l => l.Key, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The name of a list; its id where it has none.</summary>
    public string Name(long id) => _names.TryGetValue(id, out var name) && name.Length > 0 ? name : $"{id}";

    /// <summary>Whether there is a list of that id.</summary>
    public bool Has(long id) => _names.ContainsKey(id);

    /// <summary>The list of a name without regard to case, or why it cannot be told.</summary>
    public RejectCause? Find(string name, out long id)
    {
        long[] found = [.. _ids![name.Trim()]];
        id = found.FirstOrDefault();
        return found.Length switch
        {
            1 => null,
            0 => new RejectCause(
                RejectCode.ListUnknown, $"There is no list named '{name.Trim()}'.{Near(name)}", "Correct it, or create the list first."),
            _ => new RejectCause(RejectCode.ListUnknown, $"Several lists are named '{name.Trim()}': {string.Join(", ", found.Order())}.",
                "Load by ids into contactLists, or give the lists different names."),
        };
    }

    string Near(string name) => NearNames.Find(name.Trim(), _ids!.Select(l => l.Key)) is { } near ? $" Did you mean '{near}'?" : "";
}
