using Koppel.Sdk;

namespace Koppel.Connectors.ActiveCampaign.Loading;

/// <summary>
/// Contact and tag of each row of a load, as ids; ids below zero stand for what is to be created. Rows that are so already, or say
/// again what another row says, are entered as unchanged; the others become changes, one a contact.
/// </summary>
/// <param name="rows">How many rows the load has.</param>
internal sealed class Pairs(long rows)
{
    readonly long[] _contacts = new long[rows + 1];
    readonly long[] _tags = new long[rows + 1];

    /// <summary>Sets a row's pair. A row without one has been rejected.</summary>
    public void Set(long row, long contact, long tag) => (_contacts[row], _tags[row]) = (contact, tag);

    /// <summary>The contact of a row.</summary>
    public long ContactOf(int row) => _contacts[row];

    /// <summary>The tag of a row.</summary>
    public long TagOf(int row) => _tags[row];

    /// <summary>The changes.</summary>
    /// <param name="contacts">Tells what each contact has already.</param>
    /// <param name="books">Where unchanged rows are entered.</param>
    public ChangeList ToChanges(ContactDirectory contacts, LoadBooks books)
    {
        var order = new List<int>();
        for (var row = 1; row < _contacts.Length; row++)
        {
            if (_contacts[row] == 0) continue;
            if (contacts.Find(_contacts[row])!.Tags.AsSpan().Contains(_tags[row])) books.Unchanged(row);
            else order.Add(row);
        }
        order.Sort((a, b) => (_contacts[a], _tags[a], a).CompareTo((_contacts[b], _tags[b], b)));
        var kept = order.ToArray();
        var list = new ChangeList(kept);
        for (var i = 1; i < kept.Length; i++)
            if (_contacts[kept[i - 1]] == _contacts[kept[i]] && _tags[kept[i - 1]] == _tags[kept[i]]) list.Again.Add(kept[i]);
        for (var first = 0; first < kept.Length;)
        {
            var end = first;
            while (end < kept.Length && _contacts[kept[end]] == _contacts[kept[first]]) end++;
            list.Changes.Add(new Change(contacts.Find(_contacts[kept[first]])!.Email, first, end - first));
            first = end;
        }
        return list;
    }
}
