namespace Koppel.Engine.Ledger;

/// <summary>A run that this process works on, and no other. Disposing it gives it free.</summary>
public interface ILedgerRun : IDisposable
{
    /// <summary>Its number.</summary>
    long Number { get; }

    /// <summary>It as the ledger has it now.</summary>
    RunRecord Record { get; }

    /// <summary>Its statements that were begun, in order.</summary>
    IReadOnlyList<StatementRecord> Statements { get; }

    /// <summary>Begins a statement that was never begun in this run.</summary>
    /// <param name="start">What it is.</param>
    /// <param name="stopping">Is cancelled when no further call of it is to be sent.</param>
    ILedgerStatement BeginStatement(StatementStart start, CancellationToken stopping = default);

    /// <summary>
    /// Goes on with a statement that was begun before, or gives null when it was not. A plan that is not whole is dropped. A statement
    /// that is completed stays so: see <see cref="ILedgerStatement.Record"/>.
    /// </summary>
    /// <param name="number">Its number in the script.</param>
    /// <param name="stopping">Is cancelled when no further call of it is to be sent.</param>
    ILedgerStatement? ResumeStatement(int number, CancellationToken stopping = default);

    /// <summary>
    /// Ends the run and gives it free. It is called failed too when a statement of it is, and completed with rejects when rows were not
    /// accepted.
    /// </summary>
    /// <returns>What it is called now.</returns>
    Status Finish(Ending ending);
}
