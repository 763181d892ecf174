using Koppel.Engine.Planning;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Reading;

/// <summary>A table is asked for the rows with some values only, instead of for all.</summary>
/// <param name="Values">How many values.</param>
/// <param name="Column">The column that has them.</param>
/// <param name="By">The join that they stand in; null for values that the ledger has.</param>
internal sealed record LookUp(long Values, string Column, Narrowing? By)
{
    /// <summary>How many more are asked for without the blanks around them.</summary>
    public int Near { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{(By is null ? Amounts.Number(Values) : FormattableString.Invariant($"{Values}"))} "
        + $"{(Values == 1 ? "value" : "values")} of {Column} from {By?.Driver.Reference ?? "the ledger"}"
        + (Near == 0 ? "" : FormattableString.Invariant($", and {Near} without the blanks around"));
}
