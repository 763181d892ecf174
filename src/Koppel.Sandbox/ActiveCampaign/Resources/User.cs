using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Resources;

/// <summary><c>/users/me</c>, with which most clients try their key.</summary>
static class User
{
    public static Answer Me(Uri root) => Answer.Of(200, json =>
    {
        json.Name("user"u8).BeginObject();
        json.Name("username"u8).Text("admin").Name("firstName"u8).Text("Robin").Name("lastName"u8).Text("Sandbox");
        json.Name("email"u8).Text("robin@example.com").Name("phone"u8).Text("").Name("signature"u8).Text("");
        json.Name("localZoneid"u8).Text("Europe/Amsterdam").Name("password_updated_utc_timestamp"u8).Text("0000-00-00 00:00:00");
        json.Name("cdate"u8).Null().Name("udate"u8).Null().Name("mfaEnabled"u8).Text("0");
        json.Name("lang"u8).Text("english").Name("roles"u8).Empty();
        var links = new Links(root, "users", "lists", "userGroup", "dealGroupTotals", "dealGroupUsers", "configs", "dealConnection", "userConversationsPermission", "seatUser");
        links.Write(json, 1);
        json.Name("id"u8).Text(1).EndObject();
    });
}
