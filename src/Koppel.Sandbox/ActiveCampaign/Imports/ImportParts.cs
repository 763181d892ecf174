using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Imports;

/// <summary>What stores keep of the importer.</summary>
internal static class ImportParts
{
    static readonly Part<ImportQueue> QueuePart = new(store => new(store));

    extension(Store store)
    {
        public ImportQueue Imports => store.Get(QueuePart);
    }
}
