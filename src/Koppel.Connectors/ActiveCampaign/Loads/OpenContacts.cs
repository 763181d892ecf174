namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>
/// Contacts whose rows are passing, in the order in which they came. The rows of one contact come close together when the contacts are
/// what streams past the rest of a query; so those that are far enough behind the last have all theirs. Who adds only rows of contacts that
/// were read at most <see cref="HeldBack"/> contacts ago never gives one away when the reading has ended already: there are not enough.
/// </summary>
internal sealed class OpenContacts
{
    /// <summary>So many of the last contacts may still get rows: more than a join gives at once.</summary>
    public const int HeldBack = 1_000;

    readonly Dictionary<long, (ContactDirectory.Contact There, List<int> Rows)> _open = [];
    readonly Queue<long> _order = new();

    /// <summary>Takes a row of a contact in.</summary>
    /// <param name="contact">The contact's id.</param>
    /// <param name="there">The contact as it is.</param>
    /// <param name="row">The row's number.</param>
    public void Add(long contact, ContactDirectory.Contact there, int row)
    {
        if (_open.TryGetValue(contact, out var known))
        {
            known.Rows.Add(row);
            return;
        }
        _open.Add(contact, (there, [row]));
        _order.Enqueue(contact);
    }

    /// <summary>Gives away the contacts that have all their rows, or all of them.</summary>
    /// <param name="all">No further row comes.</param>
    public IEnumerable<(long Contact, ContactDirectory.Contact There, List<int> Rows)> Take(bool all = false)
    {
        while (_order.Count > (all ? 0 : HeldBack))
        {
            var contact = _order.Dequeue();
            _open.Remove(contact, out var known);
            yield return (contact, known.There, known.Rows);
        }
    }
}
