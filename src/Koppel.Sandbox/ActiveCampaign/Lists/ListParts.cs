using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Lists;

/// <summary>What stores keep of lists besides the records.</summary>
internal static class ListParts
{
    static readonly Part<MembershipSet> MembershipPart = new(store => new(store));

    extension(Store store)
    {
        /// <summary>Which contacts are or were on which list.</summary>
        public MembershipSet Memberships => store.Get(MembershipPart);
    }
}
