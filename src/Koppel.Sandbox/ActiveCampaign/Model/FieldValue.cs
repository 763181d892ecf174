using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Model;

/// <summary>What a contact has in a custom field; there is one row for each pair.</summary>
internal sealed class FieldValue(int id, Contact contact, int fieldId, DateTime created) : IDated
{
    readonly Seconds _created = Seconds.Of(created);
    Seconds _updated = Seconds.Of(created);

    public int Id => id;

    public Contact Contact => contact;

    public int Field => fieldId;

    /// <summary>Always text; several choices as <c>||one||other||</c>.</summary>
    public string Value { get; set; } = "";

    public DateTime Created => _created.Moment;

    public DateTime Updated
    {
        get => _updated.Moment;
        set => _updated = Seconds.Of(value);
    }
}
