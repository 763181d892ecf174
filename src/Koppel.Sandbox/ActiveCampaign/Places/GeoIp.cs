using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Places;

/// <summary>That a contact was seen at a place; a contact is at one at most, so the row has its id.</summary>
internal sealed record GeoIp(Contact Contact) : IRow
{
    public int Id => Contact.Id;
}
