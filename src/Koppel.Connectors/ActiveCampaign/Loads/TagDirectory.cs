using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>The tags of an account by id and name. Safe to fill from many threads.</summary>
internal sealed class TagDirectory
{
    readonly Lock _lock = new();
    readonly Dictionary<long, string> _names = [];
    readonly Dictionary<string, long> _ids = new(StringComparer.OrdinalIgnoreCase);
    long _nextNew = -1;

    /// <summary>The names that will be created, in the order in which they were met.</summary>
    public List<string> New { get; } = [];

    /// <summary>The names that are there.</summary>
    public IEnumerable<string> Existing => _ids.Where(tag => tag.Value > 0).Select(tag => tag.Key);

    /// <summary>All tags are known.</summary>
    public bool AreAllRead { get; private set; }

    /// <summary>Reads all tags, once.</summary>
    /// <param name="sources">What is read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task ReadAllAsync(Sources sources, CancellationToken cancellationToken)
    {
        if (AreAllRead) return;
        AreAllRead = true;
        await foreach (var batch in sources.Tags.ScanAsync(
            sources.Tags.Plan(new ScanRequest { Columns = sources.TagColumns }), cancellationToken)) Add(batch);
    }

    /// <summary>Takes tags in.</summary>
    /// <param name="rows">With id, tag and tagType among its columns.</param>
    public void Add(RowBatch rows)
    {
        var (ids, names, types) = (rows[rows.IndexOf("id")], rows[rows.IndexOf("tag")], rows[rows.IndexOf("tagType")]);
        lock (_lock)
        {
            for (var r = 0; r < rows.Count; r++)
            {
                if (names.IsNull(r)) continue;
                _names[ids.Longs[r]] = names.Texts[r];
                // Templates have tags of their own, which may have the same names.
                if (types.IsNull(r) || types.Texts[r] is "contact" or "") _ids[names.Texts[r]] = ids.Longs[r];
            }
        }
    }

    /// <summary>The name of a tag, or null.</summary>
    public string? Name(long id)
    {
        lock (_lock) return _names.GetValueOrDefault(id);
    }

    /// <summary>The id of the tag of that name, without regard to case, or null.</summary>
    public long? Find(string name)
    {
        lock (_lock) return _ids.TryGetValue(name, out var id) ? id : null;
    }

    /// <summary>A tag that is to be created gets an id of our own, below zero.</summary>
    public long AddNew(string name)
    {
        lock (_lock)
        {
            New.Add(name);
            _names.Add(_nextNew, name);
            _ids.Add(name, _nextNew);
            return _nextNew--;
        }
    }
}
