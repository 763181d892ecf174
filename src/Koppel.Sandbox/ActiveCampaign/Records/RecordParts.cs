using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Records;

/// <summary>What stores keep of declared resources.</summary>
internal static class RecordParts
{
    static readonly Part<RecordTables> TablePart = new(_ => new());

    extension(Store store)
    {
        /// <summary>The records of every resource.</summary>
        public RecordTables Tables => store.Get(TablePart);
    }
}
