using System.Globalization;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Lists;

/// <summary><c>/contactLists</c>: how a contact stands to a list. A repeated POST changes the row that is there.</summary>
internal static class ContactLists
{
    public static readonly Resource Resource = new("contactLists", "contactList", "SubscriberList",
    [
        Of<ContactList>("contact", Kind.Reference, row => row.Contact.Id), Of<ContactList>("list", Kind.Reference, row => row.List),
        Nothing("form"), Zero("seriesid"),
        Of<ContactList>("sdate", Kind.Moment, row => row.Subscribed).ReadOnly().Echoed(),
        Of<ContactList>("udate", Kind.Moment, row => row.Unsubscribed).ReadOnly().Echoed(),
        Of<ContactList>("status", Kind.Number, row => (int)row.Status), Zero("responder"), Zero("sync"),
        Of<ContactList>("unsubreason", Kind.Text, row => row.Reason ?? "").Echoed(), Nothing("campaign").Echoed(),
        Nothing("message").Echoed(),
        Of<ContactList>("first_name", Kind.Text, row => row.Contact.FirstName).ReadOnly().Echoed(),
        Of<ContactList>("last_name", Kind.Text, row => row.Contact.LastName).ReadOnly().Echoed(),
        Zero("ip4Sub"), Of<ContactList>("sourceid", Kind.Number, row => (int)row.Source).Echoed(), Nothing("autosyncLog"), Zero("ip4_last"),
        Zero("ip4Unsub"),
        CreatedStamp("created_timestamp"), UpdatedStamp("updated_timestamp"), Nothing("created_by"), Nothing("updated_by"),
        Nothing("unsubscribeAutomation").Echoed(), Of<ContactList>("channel", Kind.Text, _ => "email").ReadOnly(),
        Links("automation", "list", "contact", "form", "autosyncLog", "campaign", "unsubscribeAutomation", "message"), Id(),
        Nothing("automation"),
    ])
    {
        Verbs = Verbs.List | Verbs.One | Verbs.Create | Verbs.Delete,
        Typed = new(store => store.Memberships.Rows, Make, Change, (store, row) => store.Memberships.Remove((ContactList)row)),
        CreateAnswer = options => options.NewPairAnswer,
        Check = Check,
        Saved = writing =>
        {
            if (writing.Sent("sourceid") is null) writing.Echo["sourceid"] = (long)writing.Set.Options.ContactListSource;
        },
        Tells = writing => ListEvents.OnList(writing.Store, (ContactList)writing.Row!),
        Filters =
        [
            Filter.On<ContactList>("contact", (row, id) => row.Contact.Id == QueryText.ToInt(id)),
            Filter.On<ContactList>("list", (row, id) => row.List == QueryText.ToInt(id)),
            Filter.On<ContactList>("status", (row, status) => (int)row.Status == QueryText.ToInt(status)),
        ],
        Sideloads = [Sideload.Contacts(Shown.Created, (_, row) => ((ContactList)row).Contact)],
        Nested = [Nested.OfContact("contactLists", (_, contact) => contact.Lists)],
    };

    static Answer? Check(Writing writing)
    {
        if (writing.Sent("list").Text() is not { Length: > 0 }) return Errors.MissingAttribute("list");
        if (writing.Sent("contact").Text() is not { Length: > 0 }) return Errors.MissingAttribute("contact");
        if (writing.Store.Table(ListRows.Resource).Find(writing.IdOf("list")) is null) return Unknown(writing, "list");
        if (writing.Store.Contacts.Find(writing.IdOf("contact")) is null) return Unknown(writing, "contact");
        return Status(writing) is null
            ? Errors.Attribute("The value you selected is not a valid choice.", "field_invalid", "status")
            : null;
    }

    static (IRow Row, bool IsNew) Make(Writing writing)
    {
        var contact = writing.Store.Contacts.Find(writing.IdOf("contact"))!;
        var source = byte.TryParse(writing.Sent("sourceid").Text(), NumberStyles.None, CultureInfo.InvariantCulture, out var sent)
            ? sent
            : (byte)writing.Set.Options.ContactListSource;
        var (row, isNew) = writing.Store.Memberships.Subscribe(contact, writing.IdOf("list"), Status(writing)!.Value, writing.Now, source);
        if (writing.Sent("unsubreason").Text() is { } reason) row.Reason = reason;
        return (row, isNew);
    }

    static void Change(Writing writing) => Make(writing);

    static ListStatus? Status(Writing writing) =>
        byte.TryParse(writing.Sent("status").Text(), NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status <= 3
            ? (ListStatus)status
            : null;

    static Answer Unknown(Writing writing, string what) =>
        Errors.Attribute(
            writing.Set.Options.UnknownRelationAnswer, $"The related {what} does not exist.", "related_missing", what, what + "_not_exist");

    static Column Nothing(string name) => Of<ContactList>(name, Kind.Text, _ => null).ReadOnly();

    static Column Zero(string name) => Of<ContactList>(name, Kind.Number, _ => 0).ReadOnly();
}
