using System.Globalization;
using Koppel.Engine.Ledger;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Loading;

/// <summary>What the ledger knows of the use of a plan: each of its loads is applied once.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="digest">The plan's digest, which the statements that apply it name.</param>
internal sealed class PlanUse(ILedger ledger, string digest)
{
    /// <summary>
    /// The run that has used it up or is at it, and why it cannot be applied beside that; null when nothing stands in the way.
    /// </summary>
    /// <param name="run">The run that wants to, or null for one that is not begun: of two that begin at once the first goes on.</param>
    public (RunRecord Run, string Why)? StandsInTheWay(long? run = null)
    {
        foreach (var other in Others(run))
        {
            var number = other.Number.ToString(CultureInfo.InvariantCulture);
            if (other.Status is Status.Completed or Status.CompletedWithRejects)
                return (other, $"was applied already, by run {number}. Plan anew");
            if (other.Status == Status.Running && (run is null || other.Number < run))
                return (other, $"is being applied by run {number} just now. Wait for its end");
            if (IsBegun(other.Number))
                return (other, $"was begun to be applied by run {number}, which has not come to its end. koppel resume {number} goes on "
                    + "with it");
        }
        return null;
    }

    /// <summary>The numbers of its loads that came to their end, of which others did not: those may have been refused.</summary>
    public IReadOnlySet<int> Done() => Others(null).SelectMany(r => ledger.Statements(r.Number)).Where(IsDone)
        .Select(s => LoadOf(s.Start.Text)).OfType<int>().ToHashSet();

    IEnumerable<RunRecord> Others(long? run) =>
        ledger.Runs().Where(r => r.Number != run && r.Start.Script.Contains(digest, StringComparison.Ordinal));

    /// <summary>
    /// Whether a load of a run is gone on with by resume alone: its plan is whole, or calls of it were planned, as those are that go out
    /// while the rest is read.
    /// </summary>
    bool IsBegun(long run)
    {
        var statements = ledger.Statements(run);
        if (statements.Any(s => s.IsPlanned && !IsDone(s))) return true;
        var done = statements.Where(IsDone).Select(s => (long)s.Start.Number).ToHashSet();
        return ledger.Calls(run).Any(c => !done.Contains(c.Statement));
    }

    static bool IsDone(StatementRecord statement) => statement.Status is Status.Completed or Status.CompletedWithRejects;

    int? LoadOf(string statement)
    {
        var mark = $"{SqlText.Literal(digest)} load ";
        var at = statement.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0) return null;
        var number = string.Concat(statement.Skip(at + mark.Length).TakeWhile(char.IsAsciiDigit));
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var load) ? load : null;
    }
}
