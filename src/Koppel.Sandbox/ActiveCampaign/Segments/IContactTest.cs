using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>What a segment, or a part of it, asks of a contact.</summary>
internal interface IContactTest
{
    /// <summary>Whether an index answers it, without a look at each contact. Such parts go first.</summary>
    bool IsIndexed { get; }

    /// <summary>Whether it holds for one contact.</summary>
    bool Holds(Contact contact);

    /// <summary>Those of a set for whom it holds.</summary>
    ContactSet Among(Store store, ContactSet among);
}
