namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>That a contact belongs to an account, and as what. A contact belongs to one at most.</summary>
sealed class AccountContact(int id, Contact contact, Account account, DateTime created) : IDated
{
    readonly Seconds created = Seconds.Of(created);
    Seconds updated = Seconds.Of(created);

    public int Id => id;

    public Contact Contact { get; set; } = contact;

    public Account Account { get; set; } = account;

    public string? JobTitle { get; set; }

    public DateTime Created => created.Moment;

    public DateTime Updated
    {
        get => updated.Moment;
        set => updated = Seconds.Of(value);
    }
}
