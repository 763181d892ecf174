using Koppel.Engine.Ledger;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Loading.Unmatched;

/// <summary>Carries rows without a partner into the ledger, many at once.</summary>
internal sealed class UnmatchedList(ILedgerStatement load)
{
    /// <summary>That of a load; null where it is not recorded.</summary>
    public static UnmatchedList? Of(ILedgerStatement? load) => load is null ? null : new UnmatchedList(load);

    /// <summary>So many rows are gathered at most.</summary>
    const int Most = 1_000;

    readonly List<(int, UnmatchedRow, string)> _gathered = [];

    /// <summary>Adds a row.</summary>
    /// <param name="join">The join's number.</param>
    /// <param name="row">The row.</param>
    /// <param name="values">Its values by column, as JSON.</param>
    public void Add(int join, UnmatchedRow row, string values)
    {
        _gathered.Add((join, row, values));
        if (_gathered.Count >= Most) Write();
    }

    /// <summary>All rows were added: enters what was counted.</summary>
    public void Seal(IReadOnlyList<UnmatchedCount> joins)
    {
        Write();
        if (joins.Count > 0) load.AddUnmatched([.. joins.Select(j => (j.Number, j.Rows))]);
    }

    void Write()
    {
        if (_gathered.Count > 0) load.AddUnmatched(_gathered);
        _gathered.Clear();
    }
}
