using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Model;

/// <summary>What stores keep of contacts and of what they are joined with.</summary>
internal static class ModelParts
{
    static readonly Part<ContactIndex> ContactPart = new(store => new(store.Journal));
    static readonly Part<TagSet> TagPart = new(store => new(store.Contacts, store.Journal));
    static readonly Part<AccountSet> AccountPart = new(_ => new());

    extension(Store store)
    {
        public ContactIndex Contacts => store.Get(ContactPart);

        public TagSet Tags => store.Get(TagPart);

        public AccountSet Accounts => store.Get(AccountPart);
    }
}
