namespace Koppel.Simulation.Account;

/// <summary>
/// An ActiveCampaign account as its reference describes it, as far as loads touch it, with a history of all that was changed and by whom.
/// Written for the simulation: it shares nothing with the connector, nor with the sandbox.
/// </summary>
/// <param name="now">The time.</param>
internal sealed class AccountState(Func<long> now)
{
    readonly Dictionary<string, Contact> _byEmail = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, long> _tagIds = new(StringComparer.OrdinalIgnoreCase);
    readonly List<Change> _history = [];
    long _lastId;

    /// <summary>The contacts by id.</summary>
    public SortedDictionary<long, Contact> Contacts { get; } = [];

    /// <summary>The names of tags by id.</summary>
    public SortedDictionary<long, string> Tags { get; } = [];

    /// <summary>The notes by id.</summary>
    public SortedDictionary<long, Note> Notes { get; } = [];

    /// <summary>All that was changed, in order. A write that changed nothing stands here too.</summary>
    public IReadOnlyList<Change> History => _history;

    /// <summary>Finds a contact by its address, without regard to case.</summary>
    public Contact? Find(string email) => _byEmail.GetValueOrDefault(email.Trim());

    /// <summary>The id of a tag, without regard to case, or null.</summary>
    public long? TagId(string name) => _tagIds.TryGetValue(name.Trim(), out var id) ? id : null;

    /// <summary>Creates a contact; its address is free.</summary>
    public Contact Create(string email, int by)
    {
        var contact = new Contact(++_lastId, email.Trim());
        Contacts.Add(contact.Id, contact);
        _byEmail.Add(contact.Email, contact);
        Add(by, ChangeKind.NewContact, contact.Email, "", true);
        return contact;
    }

    /// <summary>Removes a contact with all that belongs to it.</summary>
    public void Delete(Contact contact, int by)
    {
        foreach (var tag in contact.Links.Keys.ToList()) Untag(contact, tag, by);
        Contacts.Remove(contact.Id);
        _byEmail.Remove(contact.Email);
        Add(by, ChangeKind.ContactGone, contact.Email, "", true);
    }

    /// <summary>The tag of that name, created when it is not there.</summary>
    public long TagNamed(string name, int by)
    {
        if (TagId(name) is { } known) return known;
        Tags.Add(++_lastId, name.Trim());
        _tagIds.Add(name.Trim(), _lastId);
        Add(by, ChangeKind.NewTag, "", name.Trim(), true);
        return _lastId;
    }

    /// <summary>Gives a contact a tag; one that it has stays as it is.</summary>
    public long Tag(Contact contact, long tag, int by)
    {
        var isNew = !contact.Links.TryGetValue(tag, out var link);
        if (isNew) contact.Links.Add(tag, link = ++_lastId);
        Add(by, ChangeKind.Tagged, contact.Email, Tags[tag], isNew);
        return link;
    }

    /// <summary>Takes a tag off.</summary>
    public void Untag(Contact contact, long tag, int by)
    {
        contact.Links.Remove(tag);
        Add(by, ChangeKind.Untagged, contact.Email, Tags[tag], true);
    }

    /// <summary>Sets a text of a contact.</summary>
    public void Set(Contact contact, string column, string value, int by)
    {
        var isNew = contact.Texts.GetValueOrDefault(column, "") != value;
        contact.Texts[column] = value;
        Add(by, ChangeKind.Text, contact.Email, $"{column}={value}", isNew);
    }

    /// <summary>Adds a note: each time another one.</summary>
    public Note AddNote(string text, long contact, int by)
    {
        var note = new Note(++_lastId, text, contact);
        Notes.Add(note.Id, note);
        Add(by, ChangeKind.NewNote, "", text, true);
        return note;
    }

    void Add(int by, ChangeKind kind, string email, string what, bool isEffective) =>
        _history.Add(new Change(now(), by, kind, email, what, isEffective));
}

/// <summary>A contact.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Email">Its address.</param>
internal sealed record Contact(long Id, string Email)
{
    /// <summary>The ids of its links to tags, by the tags' ids.</summary>
    public SortedDictionary<long, long> Links { get; } = [];

    /// <summary>Its first name, last name and telephone number.</summary>
    public Dictionary<string, string> Texts { get; } = [];
}

/// <summary>A note on a contact.</summary>
internal sealed record Note(long Id, string Text, long Contact);

/// <summary>What was changed.</summary>
internal enum ChangeKind
{
    /// <summary>A contact came into being.</summary>
    NewContact,

    /// <summary>A contact was removed.</summary>
    ContactGone,

    /// <summary>A tag came into being.</summary>
    NewTag,

    /// <summary>A contact was given a tag.</summary>
    Tagged,

    /// <summary>A tag was taken off.</summary>
    Untagged,

    /// <summary>A text of a contact was set.</summary>
    Text,

    /// <summary>A note was added.</summary>
    NewNote,
}

/// <summary>A write.</summary>
/// <param name="At">When.</param>
/// <param name="By">The number of the request that brought it; 0 for somebody else.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Email">The contact, or empty.</param>
/// <param name="What">The tag, the text, or empty.</param>
/// <param name="IsEffective">It was not so before.</param>
internal readonly record struct Change(long At, int By, ChangeKind Kind, string Email, string What, bool IsEffective);
