namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>That a contact was seen at a place; a contact is at one at most, so the row has its id.</summary>
sealed record GeoIp(Contact Contact) : IRow
{
    public int Id => Contact.Id;
}
