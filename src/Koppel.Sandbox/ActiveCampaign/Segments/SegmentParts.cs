using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>What stores keep of segments.</summary>
internal static class SegmentParts
{
    static readonly Part<SegmentSet> SetPart = new(store => new(store));
    static readonly Part<SegmentReads> ReadPart = new(store => new(store));
    static readonly Part<MatchRuns> RunPart = new(store => new(store));

    extension(Store store)
    {
        public SegmentSet Segments => store.Get(SetPart);

        /// <summary>Who was in segments when contacts were last listed by them.</summary>
        public SegmentReads SegmentReads => store.Get(ReadPart);

        /// <summary>The latest runs that looked for the contacts of segments.</summary>
        public MatchRuns Runs => store.Get(RunPart);
    }
}
