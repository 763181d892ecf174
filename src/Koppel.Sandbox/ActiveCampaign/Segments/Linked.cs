using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>A test about something that contacts are joined with: a tag, a list.</summary>
/// <param name="candidates">Whom an index knows to be joined with it.</param>
/// <param name="holds">Whether it holds for one contact; of the candidates only those count for whom it does. Null when it holds for all of
/// them.</param>
/// <param name="member">Whether a contact is a candidate.</param>
internal sealed class Linked(Func<ContactSet> candidates, Func<Contact, bool> member, Func<Contact, bool>? holds = null) : IContactTest
{
    public bool IsIndexed => holds is null;

    public bool Holds(Contact contact) => member(contact) && (holds is null || holds(contact));

    public ContactSet Among(Store store, ContactSet among)
    {
        var found = among.And(candidates());
        return holds is null ? found : found.Where(store, holds);
    }
}
