using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.CustomObjects;

/// <summary>What stores keep of custom objects.</summary>
internal static class ObjectParts
{
    static readonly Part<ObjectSet> SetPart = new(_ => new());

    extension(Store store)
    {
        public ObjectSet Objects => store.Get(SetPart);
    }
}
