using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Lists;

/// <summary><c>/lists</c>: what contacts subscribe to.</summary>
internal static class ListRows
{
    public static readonly Resource Resource = new("lists", "list", "_List",
    [
        Text("stringid").Required("The list string ID was not provided."), Number("userid"),
        Text("name").Required("The list name was not provided."),
        Created("cdate"),
        Flag("p_use_tracking", true), Flag("p_use_analytics_read"), Flag("p_use_analytics_link"), Flag("p_use_twitter"),
        Flag("p_use_facebook"),
        Flag("p_embed_image", true), Flag("p_use_captcha", true), Flag("send_last_broadcast"), Flag("private"),
        Text("analytics_domains", null), Text("analytics_source"), Text("analytics_ua"), Text("twitter_token"),
        Text("twitter_token_secret"),
        Text("facebook_session", null), Text("carboncopy", null), Text("subscription_notify", null), Text("unsubscription_notify", null),
        Flag("require_name"), Flag("get_unsubscribe_reason"), Text("to_name", "Subscriber"), Flag("optinoptout", true),
        Text("sender_name"), Text("sender_addr1"), Text("sender_addr2"), Text("sender_city"), Text("sender_state"), Text("sender_zip"),
        Text("sender_country"), Text("sender_phone"),
        Text("sender_url").Required("The sender URL was not provided."),
        Text("sender_reminder").Required("The sender reminder was not provided."),
        Text("fulladdress", null), Number("optinmessageid"), Flag("optoutconf"), Moment("deletestamp").ReadOnly(),
        Updated("udate"), CreatedStamp("created_timestamp"), UpdatedStamp("updated_timestamp"), Reference("created_by").ReadOnly(),
        Reference("updated_by").ReadOnly(),
        Text("channel", "email").Since(Ages.January2025), Text("description", null).Since(Ages.January2025),
        Computed("non_deleted_subscribers", Kind.Number, (store, list) => store.Memberships.Of(list.Id).Contacts.Count)
            .Since(Ages.January2025),
        Computed("active_subscribers", Kind.Number, (store, list) => store.Memberships.Of(list.Id).Count(ListStatus.Active))
            .Since(Ages.January2025),
        Links("contactGoalLists", "user", "addressLists"), Id(), Reference("user"),
    ])
    {
        Filters = [Filter.Contains("name").WithOperators()],
        Orders = ["name"],
        Cascades = [new("listGroups", "list"), new("fieldRels", "relid")],
        Tells = ListEvents.List,
        Saved = writing =>
        {
            // Two names for the owner; the shorter counts.
            if (writing.Sent("user") is not null) writing.Record["userid"] = (long)writing.Record.IdOf("user");
            else if (writing.Sent("userid") is not null)
                writing.Record["user"] = writing.Record.IdOf("userid") is > 0 and var owner ? (long)owner : null;
        },
        Deleting = (store, list) => store.Memberships.RemoveOf(list.Id),
        Calls = set => [new("PUT", "lists/{id}", call => Change(set, call))],
    };

    /// <summary>Puts a list in a store.</summary>
    public static Record Add(Store store, string name, DateTime now) => store.Table(Resource).Add(
        now,
        ("name", name),
        ("stringid", name.ToLowerInvariant().Replace(' ', '-')),
        ("sender_url", "https://example.com"),
        ("sender_reminder", "You asked for it on our site."),
        // Lists that were made on the vendor's screen have an owner and an address that is empty, and not null.
        ("userid", 1),
        ("user", 1),
        ("fulladdress", ""));

    /// <summary>
    /// PUT is in no description. It was recorded in 2021 as an answer without a body and with an error's number; the change is made.
    /// </summary>
    static Answer Change(ResourceSet set, ApiCall call)
    {
        var answer = set["lists"].Change(call);
        return answer.Status == 200 ? answer.WithoutBody("9001") : answer;
    }
}
