using Koppel.Engine.Ledger;

namespace Koppel.Engine.Personal;

/// <summary>A change of a person.</summary>
/// <param name="Run">The run.</param>
/// <param name="Connection">Where.</param>
/// <param name="Address">The e-mail address, where the change tells it.</param>
/// <param name="Id">The number by which the system knows the person, where the change tells it.</param>
/// <param name="Change">What changed.</param>
public sealed record PersonTouch(long Run, string Connection, string? Address, string? Id, ChangedRow Change)
{
    /// <summary>Whom a change touched; null for nobody.</summary>
    /// <param name="run">The run.</param>
    /// <param name="change">The change.</param>
    public static PersonTouch? Of(long run, ChangedRow change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var at = change.Target.LastIndexOf('@');
        var (table, connection) = (change.Target[..at], change.Target[(at + 1)..]);
        string? address = null, id = PersonIds.KindOf(table, "id") is null ? null : change.Key;
        foreach (var row in (string?[])[change.New, change.Old])
        {
            if (row is null) continue;
            foreach (var (column, value) in LedgerJson.Columns(row))
            {
                if (value is null) continue;
                if (address is null && PersonIds.IsAddress(column) && Person.IsAddress(value)) address = value;
                if (id is null && PersonIds.KindOf(table, column) is not null && value is not "0") id = value;
            }
        }
        return (address ?? id) is null ? null : new PersonTouch(run, connection, address, id, change);
    }
}
