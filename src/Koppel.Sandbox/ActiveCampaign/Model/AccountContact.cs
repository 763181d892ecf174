using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Model;

/// <summary>That a contact belongs to an account, and as what. A contact belongs to one at most.</summary>
internal sealed class AccountContact(int id, Contact contact, Account account, DateTime created) : IDated
{
    readonly Seconds _created = Seconds.Of(created);
    Seconds _updated = Seconds.Of(created);

    public int Id => id;

    public Contact Contact { get; set; } = contact;

    public Account Account { get; set; } = account;

    public string? JobTitle { get; set; }

    public DateTime Created => _created.Moment;

    public DateTime Updated
    {
        get => _updated.Moment;
        set => _updated = Seconds.Of(value);
    }
}
