using System.Runtime.CompilerServices;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>The contacts that a load by tag has to do with, with the tags they have. Safe to use from many threads.</summary>
internal sealed class ContactDirectory
{
    readonly Lock _lock = new();
    readonly Dictionary<long, Contact> _byId = [];
    readonly Queue<long> _order = new();
    Dictionary<string, long>? _byEmail;
    int _kept = int.MaxValue;
    long _nextNew = -1;
    int _last;

    /// <summary>How many contacts will be created.</summary>
    public long NewCount => -1 - _nextNew;

    /// <summary>Takes contacts in.</summary>
    /// <param name="rows">With id, email and contactTags among its columns.</param>
    /// <param name="wanted">Which of them, or null for all.</param>
    public void Add(RowBatch rows, Func<int, bool>? wanted = null)
    {
        var (ids, emails, tags) = (rows[rows.IndexOf("id")], rows[rows.IndexOf("email")], rows[rows.IndexOf("contactTags")]);
        lock (_lock)
        {
            for (var r = 0; r < rows.Count; r++)
            {
                if (wanted?.Invoke(r) == false) continue;
                var email = emails.IsNull(r) ? "" : emails.Texts[r];
                _byId[ids.Longs[r]] = new Contact(email, tags.IsNull(r) ? [] : tags.Lists[r], ++_last);
                if (_byEmail is not null) _byEmail[email] = ids.Longs[r];
                _order.Enqueue(ids.Longs[r]);
            }
            while (_order.Count > _kept) Remove(_order.Dequeue());
        }
    }

    /// <summary>
    /// Reads the contacts that rows name, and gives all rows of a contact as soon as it is known; in the end those whose contact is not
    /// there.
    /// </summary>
    /// <param name="sources">What is read.</param>
    /// <param name="index">The rows by what names their contact.</param>
    /// <param name="column">The column of contacts that holds that.</param>
    /// <param name="isKnown">Whether a contact need not be read.</param>
    /// <param name="keyOf">What a contact that was read is named by.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<IReadOnlyList<int>> ReadAsync<TKey>(
        Sources sources, RowIndex<TKey> index, string column, Func<TKey, bool> isKnown, Func<RowBatch, int, TKey?> keyOf,
        [EnumeratorCancellation] CancellationToken cancellationToken) where TKey : notnull
    {
        yield return index.Without;
        foreach (var known in index.Keys.Where(isKnown)) yield return index.Take(known)!;
        await foreach (var batch in sources.Contacts.ReadMatchingAsync(
            sources.ContactColumns, column, index.Keys.Count(), () => [.. index.Keys.Cast<object>()], cancellationToken))
        {
            Add(batch, r => keyOf(batch, r) is { } key && index.Has(key));
            for (var r = 0; r < batch.Count; r++)
            {
                if (keyOf(batch, r) is not { } key || index.Take(key) is not { } found) continue;
                yield return found;
                Forget(batch[0].Longs[r]);
            }
        }
        foreach (var missing in index.Keys) yield return index.Take(missing)!;
    }

    /// <summary>The contact of that id, or null.</summary>
    public Contact? Find(long id)
    {
        lock (_lock) return _byId.TryGetValue(id, out var contact) ? contact : null;
    }

    /// <summary>The id of the contact with that address, without regard to case, or null.</summary>
    public long? Find(string email)
    {
        lock (_lock)
        {
            if (_byEmail is null)
            {
                _byEmail = new Dictionary<string, long>(_byId.Count, StringComparer.OrdinalIgnoreCase);
                foreach (var (id, contact) in _byId) _byEmail[contact.Email] = id;
            }
            return _byEmail.TryGetValue(email, out var found) ? found : null;
        }
    }

    /// <summary>How many contacts were taken in after this one.</summary>
    public int BehindLast(long id)
    {
        lock (_lock) return _last - _byId[id].Number;
    }

    /// <summary>A contact that is to be created gets an id of our own, below zero.</summary>
    public long AddNew(string email)
    {
        lock (_lock)
        {
            _byId.Add(_nextNew, new Contact(email, [], ++_last));
            _byEmail![email] = _nextNew;
            return _nextNew--;
        }
    }

    /// <summary>The contact will have these tags too.</summary>
    public void Give(long id, IEnumerable<long> tags)
    {
        lock (_lock)
            if (_byId.TryGetValue(id, out var contact)) _byId[id] = contact with { Tags = [.. contact.Tags, .. tags] };
    }

    /// <summary>From now on only so many of those taken in last are kept.</summary>
    public void KeepLast(int count)
    {
        lock (_lock) _kept = count;
    }

    /// <summary>No further row of the load is about this contact.</summary>
    public void Forget(long id)
    {
        lock (_lock) Remove(id);
    }

    void Remove(long id)
    {
        if (_byId.Remove(id, out var contact)) _byEmail?.Remove(contact.Email);
    }

    /// <summary>A contact and its tags.</summary>
    /// <param name="Email">The address, or empty.</param>
    /// <param name="Tags">Ids of its tags.</param>
    /// <param name="Number">The how manieth it was that was taken in.</param>
    public readonly record struct Contact(string Email, long[] Tags, int Number);
}
