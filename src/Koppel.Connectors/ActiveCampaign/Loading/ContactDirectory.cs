using Koppel.Sdk;

namespace Koppel.Connectors.ActiveCampaign.Loading;

/// <summary>The contacts that a load by tag has to do with, with the tags they have. Safe to fill from many threads.</summary>
internal sealed class ContactDirectory
{
    readonly Lock _lock = new();
    readonly Dictionary<long, Contact> _byId = [];
    Dictionary<string, long>? _byEmail;
    long _nextNew = -1;

    /// <summary>How many contacts will be created.</summary>
    public long NewCount => -1 - _nextNew;

    /// <summary>Takes contacts in.</summary>
    /// <param name="rows">With id, email and contactTags among its columns.</param>
    /// <param name="wanted">Which of them, or null for all.</param>
    public void Add(RowBatch rows, Func<long, string, bool>? wanted = null)
    {
        var (ids, emails, tags) = (rows[rows.IndexOf("id")], rows[rows.IndexOf("email")], rows[rows.IndexOf("contactTags")]);
        lock (_lock)
        {
            for (var r = 0; r < rows.Count; r++)
            {
                var email = emails.IsNull(r) ? "" : emails.Texts[r];
                if (wanted is null || wanted(ids.Longs[r], email)) _byId[ids.Longs[r]] = new Contact(email, tags.IsNull(r) ? [] : tags.Lists[r]);
            }
            _byEmail = null;
        }
    }

    /// <summary>The contact of that id, or null.</summary>
    public Contact? Find(long id) => _byId.GetValueOrDefault(id);

    /// <summary>The id of the contact with that address, without regard to case, or null.</summary>
    public long? Find(string email)
    {
        if (_byEmail is null)
        {
            _byEmail = new Dictionary<string, long>(_byId.Count, StringComparer.OrdinalIgnoreCase);
            foreach (var (id, contact) in _byId) _byEmail[contact.Email] = id;
        }
        return _byEmail.TryGetValue(email, out var found) ? found : null;
    }

    /// <summary>A contact that is to be created gets an id of our own, below zero.</summary>
    public long AddNew(string email)
    {
        _byId.Add(_nextNew, new Contact(email, []));
        _byEmail![email] = _nextNew;
        return _nextNew--;
    }

    /// <summary>A contact and its tags.</summary>
    /// <param name="Email">The address, or empty.</param>
    /// <param name="Tags">Ids of its tags.</param>
    public sealed record Contact(string Email, long[] Tags);
}
