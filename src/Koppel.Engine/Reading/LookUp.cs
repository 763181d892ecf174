using Koppel.Engine.Planning;
using Koppel.Engine.Statements;

namespace Koppel.Engine.Reading;

/// <summary>A table is asked for the rows with some values only, instead of for all.</summary>
/// <param name="Values">How many values.</param>
/// <param name="Column">The column that has them.</param>
/// <param name="By">The join that they stand in; null for values that the ledger has.</param>
internal sealed record LookUp(long Values, string Column, Narrowing? By)
{
    /// <summary>How many more are asked for without the blanks around them.</summary>
    public int Near { get; init; }

    /// <summary>It as it is told.</summary>
    public ExplainedLookUp Told => new(Values, Column, By?.Driver.Reference, Near);
}
