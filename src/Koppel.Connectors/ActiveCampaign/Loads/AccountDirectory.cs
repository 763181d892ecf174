using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>The accounts that a load or a scan has to do with, by id and name.</summary>
internal sealed class AccountDirectory(RestSource accounts)
{
    /// <summary>So many are asked for one by one; when there are more, all are read, a hundred a call.</summary>
    const int Few = 3;

    readonly IReadOnlyList<Column> _columns = [accounts.Schema.Find("id")!, accounts.Schema.Find("name")!];
    readonly Dictionary<long, string> _names = [];
    readonly Dictionary<string, long> _ids = new(StringComparer.OrdinalIgnoreCase);
    bool _areAllRead;

    /// <summary>Reads the accounts of these names.</summary>
    public async Task LoadAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        await foreach (var batch in accounts.ReadMatchingAsync(_columns, "name", [.. names], cancellationToken)) Take(batch);
    }

    /// <summary>Reads the accounts of these ids that are not known yet.</summary>
    public async Task LoadAsync(IEnumerable<long> ids, CancellationToken cancellationToken)
    {
        object[] unknown = _areAllRead ? [] : [.. ids.Where(id => !_names.ContainsKey(id)).Distinct().Cast<object>()];
        if (unknown.Length == 0) return;
        _areAllRead = unknown.Length > Few;
        var plan = accounts.Plan(new ScanRequest { Columns = _columns, Predicates = _areAllRead ? [] : [new Predicate.In("id", unknown)] });
        await foreach (var batch in accounts.ScanAsync(plan, cancellationToken)) Take(batch);
    }

    /// <summary>The name of an account; its id where it has none.</summary>
    public string Name(long id) => _names.GetValueOrDefault(id) ?? $"{id}";

    /// <summary>The id of the account of that name without regard to case, or null.</summary>
    public long? Find(string name) => _ids.TryGetValue(name, out var id) ? id : null;

    void Take(RowBatch batch)
    {
        for (var r = 0; r < batch.Count; r++)
        {
            if (batch[1].IsNull(r)) continue;
            _names[batch[0].Longs[r]] = batch[1].Texts[r];
            _ids[batch[1].Texts[r].Trim()] = batch[0].Longs[r];
        }
    }
}
