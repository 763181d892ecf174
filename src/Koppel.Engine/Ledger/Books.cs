namespace Koppel.Engine.Ledger;

/// <summary>What became of the rows of a load, as the ledger has it. Always: read = changed + unchanged + rejected + not sent.</summary>
/// <param name="Read">Rows of the source; 0 until the plan is sealed.</param>
/// <param name="Changed">Rows that changed something.</param>
/// <param name="Unchanged">Rows that were already as they should be.</param>
/// <param name="Rejected">Rows that were not accepted.</param>
public sealed record Books(long Read, long Changed, long Unchanged, long Rejected)
{
    /// <summary>Rows of which nothing is known to have come.</summary>
    public long NotSent => Read - Changed - Unchanged - Rejected;
}
