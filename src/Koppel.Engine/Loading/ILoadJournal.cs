using Koppel.Engine.Ledger;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading;

/// <summary>What a load is planned into while it is read.</summary>
internal interface ILoadJournal
{
    /// <summary>The load in the ledger; null when nothing is recorded.</summary>
    ILedgerStatement? Recorded => null;

    /// <summary>Rows that stand in calls of an earlier attempt, or null.</summary>
    CarriedRows? Carried => null;

    /// <summary>All is known to be right, and no call was made yet.</summary>
    Task BeginAsync(LoadTarget target, CancellationToken cancellationToken);

    /// <summary>Lets a session plan its calls while rows are still being read, where it can. Called before the first row.</summary>
    /// <returns>Whether it does.</returns>
    bool PlansEarly(IWriteSession writer, IReadOnlyList<Column> columns);

    /// <summary>Where calls are planned that are not made before the plan is whole.</summary>
    /// <param name="columns">The columns of the load's rows.</param>
    IWriteJournal JournalFor(IReadOnlyList<Column> columns);
}
