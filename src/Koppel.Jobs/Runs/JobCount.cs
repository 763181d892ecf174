using Koppel.Engine.Ledger;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Jobs.History;

namespace Koppel.Jobs.Runs;

/// <summary>What came of the statements of a run so far.</summary>
internal sealed class JobCount
{
    /// <summary>Whether the script came to its end.</summary>
    public bool IsEnded { get; set; }

    /// <summary>A load was stopped before its end.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Rows that were not accepted, or left out.</summary>
    public bool HasRejects { get; private set; }

    /// <summary>Rows of queries.</summary>
    public long Rows { get; set; }

    /// <summary>Calls of all statements.</summary>
    public long Calls { get; private set; }

    /// <summary>What became of the rows of the loads; null without loads.</summary>
    public JobBooks? Books { get; private set; }

    /// <summary>Counts a result, and gives the fault that ends the run, or null.</summary>
    public Exception? Add(StatementResult result)
    {
        switch (result)
        {
            case FailedResult failed:
                return failed.Fault;
            case LoadResult { Report: var report }:
                Calls += report.Calls.Values.Sum();
                HasRejects |= report.Outcome.Rejects.Count > 0;
                IsStopped |= report.Status == Status.Stopped;
                return report.Outcome.Fault ?? (report.Status == Status.Failed
                    ? QueryException.Of($"{report.Target}: no row was accepted. koppel rejects lists the reasons.") : null);
            case DoneResult done:
                Calls += done.Calls.Values.Sum();
                HasRejects |= done.LeftOut > 0;
                return null;
            case RowsResult rows:
                Calls += rows.Calls().Values.Sum();
                HasRejects |= rows.LeftOut > 0;
                return null;
            default:
                return null;
        }
    }

    /// <summary>The books of all loads of the run, also of those before it broke off.</summary>
    public void Take(IReadOnlyList<StatementRecord> statements)
    {
        if (statements.Count == 0) return;
        long Sum(Func<Books, long> of) => statements.Sum(s => of(s.Books));
        Books = new JobBooks(Sum(b => b.Read), Sum(b => b.Changed), Sum(b => b.Unchanged), Sum(b => b.Rejected), Sum(b => b.NotSent));
        HasRejects |= Books.Rejected > 0;
    }
}
