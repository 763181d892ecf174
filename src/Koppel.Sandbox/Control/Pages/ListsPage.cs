using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Lists;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.Control.Pages;

/// <summary>A list with the number of its members in each status.</summary>
internal sealed record ListsPage(int Id, string Name, int Active, int Unconfirmed, int Unsubscribed, int Bounced, DateTime Created)
{
    public static IReadOnlyList<ListsPage> Read(SandboxState state) =>
        state.Use(() => state.Store.Table(ListRows.Resource).All.ToArray().Select(list => Of(state.Store, list)).ToArray());

    static ListsPage Of(Store store, Record list)
    {
        var members = store.Memberships.Of(list.Id);
        return new(
            list.Id,
            list.Text("name"),
            members.Count(ListStatus.Active),
            members.Count(ListStatus.Unconfirmed),
            members.Count(ListStatus.Unsubscribed),
            members.Count(ListStatus.Bounced),
            list.Created);
    }
}
