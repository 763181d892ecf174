namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>How a contact stands to a list. There is one row for each pair, whatever becomes of it.</summary>
sealed class ContactList(int id, Contact contact, int list, DateTime created) : IDated
{
    readonly Seconds created = Seconds.Of(created);
    Seconds updated = Seconds.Of(created);
    Seconds subscribed;
    Seconds unsubscribed;

    public int Id => id;

    public Contact Contact => contact;

    public int List => list;

    public ListStatus Status { get; set; }

    /// <summary>Who changed it last: 3 the API, 4 an administrator, 0 nobody says.</summary>
    public byte Source { get; set; }

    public string? Reason { get; set; }

    public DateTime Created => created.Moment;

    public DateTime Updated
    {
        get => updated.Moment;
        set => updated = Seconds.Of(value);
    }

    /// <summary>When it was first subscribed: <c>sdate</c>.</summary>
    public DateTime? Subscribed
    {
        get => subscribed.OrNull;
        set => subscribed = Seconds.Of(value);
    }

    /// <summary>When it left: <c>udate</c>.</summary>
    public DateTime? Unsubscribed
    {
        get => unsubscribed.OrNull;
        set => unsubscribed = Seconds.Of(value);
    }
}
