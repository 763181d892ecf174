using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Users;

/// <summary><c>/users</c>: the people who work in the account. <c>/users/me</c> is the first, whose key it is.</summary>
internal static class UserRows
{
    public static readonly Resource Resource = new("users", "user", "User",
    [
        Text("username"), Text("firstName"), Text("lastName"), Text("email"), Text("phone"), Text("signature", null),
        Text("localZoneid").Echoed(), Text("password_updated_utc_timestamp", null).ReadOnly().Gone(),
        When("cdate", row => row.Created), When("udate", row => row.Updated),
        Flag("mfaEnabled"), Text("lang", "english").Echoed().Since(Ages.August2026), Json("roles").ReadOnly().Since(Ages.August2026),
        Computed("userGroup", Kind.Reference, (store, user) => Group(store, user)?.Id).In(Shown.Changed),
        Computed("userConversationsPermission", Kind.Reference, (store, user) => Permission(store, user)?.Id).In(Shown.Changed),
        Links("lists", "userGroup", "dealGroupTotals", "dealGroupUsers", "configs", "dealConnection", "userConversationsPermission",
            "seatUser"),
        Id(),
    ])
    {
        Sideloads =
        [
            Sideload.Of(
                "userGroups", Shown.Changed, "userGroups", (store, user) => store.Table(UserGroups.Resource).Where("userid", user.Id)),
            Sideload.Of(
                "userConversationsPermissions",
                Shown.Changed,
                "userConversationsPermissions",
                (store, user) => store.Table(UserPermissions.Resource).Where("user", user.Id)),
        ],
        Cascades = [new("userGroups", "userid"), new("userConversationsPermissions", "user")],
        Saved = Join,
        Begin = store =>
        {
            Add(store, SeedData.Begin, ("username", "admin"), ("firstName", "Robin"), ("lastName", "Sandbox"),
                ("email", "robin@example.com"), ("signature", ""),
                ("localZoneid", "Europe/Amsterdam"), ("password_updated_utc_timestamp", "0000-00-00 00:00:00"));
            store.Table(UserGroups.Resource).Add(SeedData.Begin, ("userid", 1), ("groupid", Groups.Admins));
        },
        Calls = set =>
        [
            // The key is the first user's: without that user nobody could call.
            new("DELETE", "users/{id}", call => call.Id == 1 ? Errors.Message(403, "Forbidden") : set["users"].Delete(call)),
            new("GET", "users/me", _ => set["users"].Full(set.Store.Table(Resource!).Find(1)!)),
            new("GET", "users/email/{email}", call => By(set, "email", call.Path[2])),
            new("GET", "users/username/{username}", call => By(set, "username", call.Path[2])),
        ],
    };

    /// <summary>Adds a user.</summary>
    public static Record Add(Store store, DateTime now, params ReadOnlySpan<(string Column, object? Value)> values)
    {
        var user = store.Table(Resource).Add(now, values);
        user["roles"] = EmptyList.Json;
        store.Table(UserPermissions.Resource).Add(now, ("user", user.Id));
        return user;
    }

    static void Join(Writing writing)
    {
        var (store, user) = (writing.Store, writing.Record);
        if (writing.IsNew)
        {
            // A new user lives where the account does, and that is where its first user does.
            if (writing.Sent("localZoneid") is null) user["localZoneid"] = store.Table(Resource).Find(1)?.Text("localZoneid");
            user["roles"] = EmptyList.Json;
            store.Table(UserPermissions.Resource).Add(writing.Now, ("user", user.Id));
        }

        if (writing.Body.Member("group").Id() is not { } group) return;
        var membership = Group(store, user) ?? store.Table(UserGroups.Resource).Add(writing.Now, ("userid", user.Id));
        membership["groupid"] = group;
        membership.Updated = writing.Now;
    }

    static Answer By(ResourceSet set, string column, string value) =>
        set.Store.Table(Resource).Find(column, Uri.UnescapeDataString(value)) is { } user
            ? set["users"].Full(user)
            : set["users"].NotFound(0);

    static Record? Group(Store store, Record user) => store.Table(UserGroups.Resource).Where("userid", user.Id).FirstOrDefault();

    static Record? Permission(Store store, Record user) => store.Table(UserPermissions.Resource).Where("user", user.Id).FirstOrDefault();

    /// <summary>The first user came with the account and has no dates.</summary>
    static Column When(string name, Func<Record, DateTime> moment) =>
        Computed(name, Kind.Moment, (_, user) => user.Id == 1 ? null : moment(user)).In(Shown.Always).Gone();
}
