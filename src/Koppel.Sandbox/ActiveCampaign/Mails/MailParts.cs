using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Mails;

/// <summary>What stores keep of mails besides the messages.</summary>
internal static class MailParts
{
    static readonly Part<Outbox> OutboxPart = new(store => new(store.Options.OutboxFolder));

    extension(Store store)
    {
        /// <summary>Where mails go that the real system would send.</summary>
        public Outbox Outbox => store.Get(OutboxPart);
    }
}
