using Koppel.Sandbox.ActiveCampaign.Accounts;
using Koppel.Sandbox.ActiveCampaign.Automations;
using Koppel.Sandbox.ActiveCampaign.Campaigns;
using Koppel.Sandbox.ActiveCampaign.Contacts;
using Koppel.Sandbox.ActiveCampaign.Content;
using Koppel.Sandbox.ActiveCampaign.Crm;
using Koppel.Sandbox.ActiveCampaign.CustomObjects;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Fields;
using Koppel.Sandbox.ActiveCampaign.Imports;
using Koppel.Sandbox.ActiveCampaign.Lists;
using Koppel.Sandbox.ActiveCampaign.Logs;
using Koppel.Sandbox.ActiveCampaign.Mails;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Places;
using Koppel.Sandbox.ActiveCampaign.Segments;
using Koppel.Sandbox.ActiveCampaign.Shop;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Tags;
using Koppel.Sandbox.ActiveCampaign.Tracking;
using Koppel.Sandbox.ActiveCampaign.Users;
using Koppel.Sandbox.ActiveCampaign.Webhooks;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign;

/// <summary>
/// What each feature brings to the sandbox, written out: the one place that names them all. What they bring to snapshots stands in
/// <see cref="Snapshot"/>.
/// </summary>
internal static class Catalog
{
    /// <summary>The declared resources, in the order of the statistics. Of two routes that match a call, the first counts.</summary>
    public static readonly Resource[] Resources =
    [
        .. UserDeclarations.All,
        .. ListDeclarations.All,
        .. AccountDeclarations.All,
        .. PlaceDeclarations.All,
        .. FieldDeclarations.All,
        .. CrmDeclarations.All,
        .. ContentDeclarations.All,
        .. ShopDeclarations.All,
        .. LogDeclarations.All,
        .. TrackingDeclarations.All,
        WebhookRows.Resource,
        MessageRows.Resource,
        .. CampaignDeclarations.All,
        .. AutomationDeclarations.All,
    ];

    /// <summary>
    /// What fills a store that begins anew: each does what is done once, and gives what is done for the n-th contact. The order counts
    /// where one names rows of another.
    /// </summary>
    public static readonly Func<Store, Action<Contact, int>?>[] Seeds =
    [
        TagSeed.Begin,
        FieldSeed.Begin,
        ListSeed.Begin,
        PlaceSeed.Begin,
        AccountSeed.Begin,
        DealSeed.Begin,
        SegmentSeed.Begin,
        AutomationSeed.Begin,
        CampaignSeed.Begin,
    ];

    /// <summary>All routes. Those that no resource declares come first, and last those that only links name.</summary>
    public static IEnumerable<Route> Routes(ResourceSet set)
    {
        var (relations, tags) = (new ContactRelations(set), new TagWriter(set.Root, set.Options));
        var contacts = new ContactWriter(set, relations);
        set.WriteContact = (json, contact) => contacts.Write(json, contact, ContactPlace.BesideContactTag);
        return
        [
            .. new ContactCalls(set, relations, contacts, tags).Routes(),
            .. new TagCalls(set, tags).Routes(),
            .. new ContactTagCalls(set, contacts, tags).Routes(),
            .. ImportCalls.Routes(set),
            .. new SchemaCalls(set.State).Routes(),
            .. new RecordCalls(set.State, set.Options).Routes(),
            .. SegmentRoutes.Of(set.State, set.Options),
            .. DealOwners.Routes(set),
            .. TasktypeCalls.Routes(set),
            .. set.Routes(),
            .. LinkedRows.Routes(set),
            .. ContactParts.Routes(set, relations),
        ];
    }
}
