using System.Globalization;
using System.Text;
using Koppel.Engine.Binding;
using Koppel.Engine.Ledger;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>
/// The script that takes a run back: a statement for each table that it changed, or may have changed. Links go first, then the tables in
/// the reverse order of the run, so that what was created is looked at when nothing that came with it is left. What goes by itself with
/// rows that are deleted comes behind them, when it is known which those are. Rows that were changed and then deleted come back as they
/// were when they went, so that their table is taken back twice.
/// </summary>
internal sealed class UndoScript(ConnectionSet connections)
{
    /// <summary>The script; empty when the run changed nothing.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="run">The run.</param>
    /// <param name="deletesCreated">Rows that it created are deleted.</param>
    /// <param name="isOnlyPlanned">Nothing is to be changed: a second statement on a table would only tell what the first does.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<string> WriteAsync(
        ILedger ledger, long run, bool deletesCreated, bool isOnlyPlanned, CancellationToken cancellationToken)
    {
        var found = await ChangedTable.FindAsync(connections, ledger, run, cancellationToken);
        var usual =
            found.OrderByDescending(t => t.Schema.IsLink).ThenByDescending(t => t.Last).ThenBy(t => t.Reference, StringComparer.Ordinal);
        List<ChangedTable> tables = [.. usual];
        var script = new StringBuilder();
        foreach (var table in deletesCreated ? Ordered(tables) : tables)
        {
            var times = !isOnlyPlanned && table.DeletedLater && table.Schema.Verbs.HasFlag(TableVerbs.Restore) ? 2 : 1;
            for (var i = 0; i < times; i++)
                script.Append(
                    CultureInfo.InvariantCulture, $"undo {table.Reference} of run {run}{(deletesCreated ? " delete created" : "")};\n");
        }
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
