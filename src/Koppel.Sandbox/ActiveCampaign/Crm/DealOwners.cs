using System.Globalization;
using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Users;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary>
/// <c>PATCH /deals/bulkUpdate</c>: many deals get other owners; nothing else of a deal can be changed in bulk. One client found it live
/// under
/// <c>/deals/bulkUpdate/owners</c>, so both are answered.
/// </summary>
internal static class DealOwners
{
    public static IEnumerable<Route> Routes(ResourceSet set) =>
        [new("PATCH", "deals/bulkUpdate", call => Update(set, call)), new("PATCH", "deals/bulkUpdate/owners", call => Update(set, call))];

    static Answer Update(ResourceSet set, ApiCall call)
    {
        if (call.Body.Member("deals") is not { ValueKind: JsonValueKind.Array } sent) return Errors.Titled(422, "deals is required.");
        JsonElement?[] changes = [.. sent.EnumerateArray()];
        foreach (var change in changes)
        {
            var id = change.Member("id").Text();
            if (change.Member("ownerId").Text() is not { Length: > 0 } owner)
                return Errors.Titled(422, $"ownerId is required for a deal '{id}'.");
            if (set.Store.Table(UserRows.Resource).Find(QueryText.ToInt(owner)) is null)
                return Errors.Titled(422, $"Owner(user) with id '{owner}' was not found for a deal '{id}'.");
        }

        List<string> success = [], nochange = [], failed = [];
        foreach (var change in changes)
        {
            var owner = change.Member("ownerId").Id()!.Value;
            var deal = set.Store.Table(Deals.Resource).Find(change.Member("id").Id() ?? 0);
            (deal is null ? failed : deal.IdOf("owner") == owner ? nochange : success).Add(
                deal?.Id.ToString(CultureInfo.InvariantCulture) ?? change.Member("id").Text() ?? "");
            if (deal is not null && deal.IdOf("owner") != owner) DealActivities.Change(set.Store, deal, "owner", owner, set.State.Now);
        }

        return Answer.Of(200, json =>
        {
            Write("success", success);
            Write("nochange", nochange);
            Write("failed", failed);

            void Write(string name, List<string> ids)
            {
                json.Name(System.Text.Encoding.ASCII.GetBytes(name)).BeginArray();
                foreach (var id in ids) json.Text(id);
                json.EndArray();
            }
        });
    }
}
