using System.Globalization;
using System.Text;
using Koppel.Engine.Binding;
using Koppel.Engine.Ledger;

namespace Koppel.Engine.Loading.Changes;

/// <summary>
/// The script that takes a run back: a statement for each table that it changed. Links go first, then the tables in the reverse order of
/// the run, so that what was created is looked at when nothing that came with it is left. What goes by itself with rows that are deleted
/// comes behind them, when it is known which those are.
/// </summary>
internal sealed class UndoScript(ConnectionSet connections)
{
    /// <summary>The script; empty when the run changed nothing.</summary>
    public async Task<string> WriteAsync(ILedger ledger, long run, bool deletesCreated, CancellationToken cancellationToken)
    {
        var found = await ChangedTable.FindAsync(connections, ledger, run, cancellationToken);
        var usual =
            found.OrderByDescending(t => t.Schema.IsLink).ThenByDescending(t => t.Last).ThenBy(t => t.Reference, StringComparer.Ordinal);
        List<ChangedTable> tables = [.. usual];
        var script = new StringBuilder();
        foreach (var table in deletesCreated ? Ordered(tables) : tables)
            script.Append(
                CultureInfo.InvariantCulture, $"undo {table.Reference} of run {run}{(deletesCreated ? " delete created" : "")};\n");
        return script.ToString();
    }

    /// <summary>The tables in their order, but what goes with created rows behind these, and before all else that it speaks of.</summary>
    static IEnumerable<ChangedTable> Ordered(List<ChangedTable> tables)
    {
        var open = tables.ToList();
        while (open.Count > 0)
        {
            var next = open.Find(t => !open.Exists(o => o != t && IsBefore(o, t))) ?? open[0];
            open.Remove(next);
            yield return next;
        }

        bool IsBefore(ChangedTable one, ChangedTable other) =>
            Goes(other, one)
            || (tables.Exists(t => Goes(one, t)) && one.Schema.Identifying.Exists(other.Schema.IsMeant)
                && one.Connection == other.Connection && !Goes(one, other));
    }

    static bool Goes(ChangedTable table, ChangedTable owner) =>
        owner.HasCreated && table.Connection == owner.Connection && GoesWith.Column(table.Schema, owner.Schema) is not null;
}
