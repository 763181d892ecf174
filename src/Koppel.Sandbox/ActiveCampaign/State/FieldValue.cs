namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>What a contact has in a custom field; there is one row for each pair.</summary>
sealed class FieldValue(int id, Contact contact, int fieldId, DateTime created) : IDated
{
    readonly Seconds created = Seconds.Of(created);
    Seconds updated = Seconds.Of(created);

    public int Id => id;

    public Contact Contact => contact;

    public int Field => fieldId;

    /// <summary>Always text; several choices as <c>||one||other||</c>.</summary>
    public string Value { get; set; } = "";

    public DateTime Created => created.Moment;

    public DateTime Updated
    {
        get => updated.Moment;
        set => updated = Seconds.Of(value);
    }
}
