using Koppel.Engine.State;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Ledger;

/// <summary>What is asked of a ledger whatever its store.</summary>
internal static class LedgerReading
{
    /// <summary>Reads what a record of the ledger holds; a record that is not what was written is told as damage.</summary>
    public static T Guard<T>(this ILedger ledger, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception fault) when (StateFile.IsOfContent(fault))
        {
            throw ledger.Damaged(fault);
        }
    }

    /// <summary>Refuses to go on with a statement when calls that are not done are of kinds that are not known.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="known">The kinds of calls that its target can make.</param>
    /// <exception cref="ConnectorException">One is of another kind, or of a newer version.</exception>
    public static void Require(this ILedgerStatement statement, IReadOnlyList<CallKind> known)
    {
        if (statement.OpenKinds.Except(known).Select(k => (CallKind?)k).FirstOrDefault() is { } unknown)
            throw LedgerFault.UnknownKind(statement.Run, statement.Number, unknown.ToString());
    }
}
