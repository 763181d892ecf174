using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Resources;

/// <summary>What a write sent about a contact, each as it was sent; null is a key that was not.</summary>
sealed record ContactFields(JsonElement? Email, JsonElement? Phone, JsonElement? FirstName, JsonElement? LastName, JsonElement? Tags)
{
    /// <summary>Reads the envelope <c>contact</c>; under another name nothing is found, as with the API.</summary>
    public static ContactFields Of(JsonElement? body)
    {
        var contact = body.Member("contact");
        return new(contact.Member("email"), contact.Member("phone"), contact.Member("firstName"), contact.Member("lastName"), contact.Member("tags"));
    }

    /// <summary>Stores everything but the mail address.</summary>
    public void Apply(Contact contact, DateTime now)
    {
        if (Phone is not null) contact.Phone = Phone.Text() ?? "";
        if (FirstName is not null) contact.FirstName = FirstName.Text() ?? "";
        if (LastName is not null) contact.LastName = LastName.Text() ?? "";
        contact.Updated = now;
    }
}
