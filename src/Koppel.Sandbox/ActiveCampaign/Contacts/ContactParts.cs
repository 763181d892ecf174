using System.Text;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Contacts;

/// <summary>
/// Paths under a contact that no resource declares: lists of which the sandbox has no rows, and single rows that are <c>{}</c> when there
/// is none.
/// </summary>
internal static class ContactParts
{
    static readonly string[] EmptyLists =
    [
        "bounceLogs", "contactAutomations", "contactDeals", "contactGoals", "contactLogs", "deals", "notes", "scoreValues", "trackingLogs",
    ];

    static readonly string[] EmptyRows = ["contactData", "plusAppend"];

    public static IEnumerable<Route> Routes(ResourceSet set, ContactRelations relations)
    {
        foreach (var name in EmptyLists.Where(name => !relations.Has(name)))
        {
            var key = Encoding.UTF8.GetBytes(name);
            yield return new("GET", $"contacts/{{id}}/{name}", call => Of(set, call, _ => Answer.Of(200, json => json.Name(key).Empty())));
        }

        foreach (var name in EmptyRows)
            yield return new("GET", $"contacts/{{id}}/{name}", call => Of(set, call, _ => Answer.Text(200, "{}")));
        yield return new("GET", "contacts/{id}/organization", call => Of(set, call, contact => contact.Account is { } account
            ? Answer.Of(200, json => set["organizations"].Writer.Write(json.Name("organization"u8), account, Shown.One))
            : Answer.Text(200, "{}")));
    }

    static Answer Of(ResourceSet set, ApiCall call, Func<Contact, Answer> answer) =>
        set.Store.Contacts.Find(call.Id) is { } contact ? answer(contact) : Errors.NotFound("Subscriber", call.Id);
}
