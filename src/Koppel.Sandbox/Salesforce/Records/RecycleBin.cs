using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.Records;

/// <summary>
/// Where deleted records lie. What belongs to a record goes with it; what only refers to it loses the reference until it is back.
/// </summary>
internal sealed class RecycleBin(OrgData org)
{
    readonly Dictionary<RecordId, Entry> _entries = [];

    public void Forget() => _entries.Clear();

    /// <summary>Deletes a record.</summary>
    /// <returns>Why not; null when it is done.</returns>
    public RowFault? Delete(RecordId id, bool isForGood, Transaction transaction)
    {
        var (table, row) = org.Find(id)!.Value;
        var children = org.Schema.ChildrenOf(table.Type).ToArray();
        foreach (var child in children.Where(child => child.Field.RestrictedDelete))
        {
            var holder = Referring(child.Child.Name, child.Field.Name, id).FirstOrDefault(-1);
            if (holder >= 0)
                return new("DELETE_FAILED",
                    $"Your attempt to delete {table.Get(row, table.Type.NameField?.Name ?? "Id")} could not be completed "
                    + $"because it is associated with the following {child.Child.LabelPlural.ToLowerInvariant()}.: "
                    + org.Table(child.Child).Get(holder, org.Table(child.Child).Type.NameField?.Name ?? "Id"));
        }

        var entry = new Entry([], []);
        foreach (var child in children)
        {
            foreach (var at in Referring(child.Child.Name, child.Field.Name, id).ToArray())
            {
                var other = org.Table(child.Child);
                if (child.Field.CascadeDelete)
                {
                    if (Delete(other.IdOf(at), isForGood, transaction) is { } fault) return fault;
                    entry.Along.Add(other.IdOf(at));
                }
                else
                {
                    entry.Cleared.Add((other, at, child.Field.Name));
                    other.Set(at, child.Field.Name, null);
                    transaction.Note(() => other.Set(at, child.Field.Name, id));
                }
            }
        }

        var stamp = table.Get(row, "SystemModstamp");
        table.Move(row, isForGood || !table.Type.Undeletable ? Life.Purged : Life.Deleted);
        table.Set(row, "SystemModstamp", org.Now);
        _entries[id] = entry;
        transaction.Note(() =>
        {
            table.Move(row, Life.Live);
            table.Set(row, "SystemModstamp", stamp);
            _entries.Remove(id);
        });
        return null;
    }

    /// <summary>Takes a record out.</summary>
    /// <returns>Why not; null when it is done.</returns>
    public RowFault? Undelete(RecordId id)
    {
        if (org.Find(id) is not var (table, row)) return RowFault.NoRecord();
        if (table.LifeOf(row) != Life.Deleted) return new("UNDELETE_FAILED", "Entity is not in the recycle bin");
        table.Move(row, Life.Live);
        table.Set(row, "SystemModstamp", org.Now);
        if (!_entries.Remove(id, out var entry)) return null;
        foreach (var child in entry.Along)
        {
            // One that was taken out before, by itself, is there already.
            if (org.Find(child) is var (other, at) && other.LifeOf(at) == Life.Deleted) Undelete(child);
        }

        foreach (var (other, at, field) in entry.Cleared.Where(one => one.Table.Get(one.Row, one.Field) is null)) other.Set(at, field, id);
        return null;
    }

    IEnumerable<int> Referring(string type, string field, RecordId id) =>
        org.Table(type) is { Count: > 0 } table ? table.Find(table.Type.PlaceOf(field), id).Where(row => table.LifeOf(row) == Life.Live)
            : [];

    sealed record Entry(List<RecordId> Along, List<(RecordTable Table, int Row, string Field)> Cleared);
}
