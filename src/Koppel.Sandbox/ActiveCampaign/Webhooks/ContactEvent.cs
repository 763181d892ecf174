using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Webhooks;

/// <summary>Something that a call did and that webhooks can hear of.</summary>
/// <param name="Type">Its event: <c>contact_tag_added</c>.</param>
/// <param name="Write">Writes what is told of it.</param>
sealed record ContactEvent(string Type, Action<EventForm, Store> Write)
{
    /// <summary>The list on which it happened; 0 for none.</summary>
    public int List { get; init; }

    /// <summary>An event about a contact, with what it tells besides.</summary>
    public static ContactEvent Of(Contact contact, string type, params (string Key, string Value)[] more) => new(type, (form, store) =>
    {
        form.Add(store, contact);
        foreach (var (key, value) in more) form.Add(key, value);
    });
}
