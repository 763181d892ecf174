using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Model;

/// <summary>The link between a contact and a tag.</summary>
internal sealed class ContactTag(int id, Contact contact, Tag tag, DateTime created) : IRow
{
    public int Id => id;

    public Contact Contact => contact;

    public Tag Tag => tag;

    public DateTime Created => created;
}
