using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Model;

/// <summary>How a contact stands to a list. There is one row for each pair, whatever becomes of it.</summary>
internal sealed class ContactList(int id, Contact contact, int list, DateTime created) : IDated
{
    readonly Seconds _created = Seconds.Of(created);
    Seconds _updated = Seconds.Of(created);
    Seconds _subscribed;
    Seconds _unsubscribed;

    public int Id => id;

    public Contact Contact => contact;

    public int List => list;

    public ListStatus Status { get; set; }

    /// <summary>Who changed it last: 3 the API, 4 an administrator, 0 nobody says.</summary>
    public byte Source { get; set; }

    public string? Reason { get; set; }

    public DateTime Created => _created.Moment;

    public DateTime Updated
    {
        get => _updated.Moment;
        set => _updated = Seconds.Of(value);
    }

    /// <summary>When it was first subscribed: <c>sdate</c>.</summary>
    public DateTime? Subscribed
    {
        get => _subscribed.OrNull;
        set => _subscribed = Seconds.Of(value);
    }

    /// <summary>When it left: <c>udate</c>.</summary>
    public DateTime? Unsubscribed
    {
        get => _unsubscribed.OrNull;
        set => _unsubscribed = Seconds.Of(value);
    }
}
