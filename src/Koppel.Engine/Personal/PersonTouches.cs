using Koppel.Engine.Ledger;
using Koppel.Engine.Ledger.Sqlite;

namespace Koppel.Engine.Personal;

/// <summary>What runs changed of a person: the changes of the calls in which he was found.</summary>
internal sealed class PersonTouches(SqliteLedger ledger, Person person, PersonIds ids)
{
    /// <summary>So many are told.</summary>
    const int Most = 1_000;

    /// <summary>The changes, the newest run first.</summary>
    /// <param name="finds">Where the ledger names him.</param>
    public IReadOnlyList<PersonTouch> Of(IReadOnlyList<LedgerFind> finds) =>
        [.. finds.Where(f => f.Place == LedgerPlace.Payloads).OrderByDescending(f => f.Run).SelectMany(Of).Take(Most)];

    IEnumerable<PersonTouch> Of(LedgerFind find) =>
        from call in PlannedCalls.ReadOne(ledger, (long)find.Key[0])
        from change in LedgerChanges.Of(call)
        let row = LedgerChanges.Shown(change)
        where IsHis(call, row.New) || IsHis(call, row.Old) || ids.Has(call.Connection, call.Table, "id", row.Key)
        select PersonTouch.Of(find.Run, row) ?? new PersonTouch(find.Run, call.Connection, null, null, row);

    bool IsHis(LedgerCall call, string? row) => row is not null && (person.IsIn(row)
        || LedgerJson.Columns(row).Any(c => ids.Has(call.Connection, call.Table, c.Key, c.Value)));
}
