using Koppel.Engine.Ledger;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Hosting;

/// <summary>What is to be done with a statement of a script.</summary>
internal enum ScriptStep
{
    /// <summary>It is run.</summary>
    Run,

    /// <summary>It is done, or has given its rows.</summary>
    Skip,

    /// <summary>It is a load whose plan is in the ledger.</summary>
    Resume,
}

/// <summary>Where a script is gone on with.</summary>
internal sealed class ScriptPosition
{
    readonly StatementRecord? _open;
    readonly int _next;

    /// <summary>The position behind the statements that are done.</summary>
    /// <param name="recorded">The loads that were begun, in order; none for a script that begins.</param>
    public ScriptPosition(IReadOnlyList<StatementRecord> recorded)
    {
        _open = recorded.FirstOrDefault(s => s.Status is not (Status.Completed or Status.CompletedWithRejects));
        _next = _open?.Start.Number ?? (recorded.Count > 0 ? recorded[^1].Start.Number + 1 : 1);
    }

    /// <summary>What is to be done with a statement.</summary>
    public ScriptStep Of(int number, Statement statement)
    {
        if (number > _next) return ScriptStep.Run;
        if (number == _next) return _open is { IsPlanned: true } ? ScriptStep.Resume : ScriptStep.Run;
        // Tables of the session and settings are gone with the process that made them; loads are done, and rows have been shown.
        return StatementRunner.IsLoad(statement) || statement.GivesRows || statement is LocalExportStatement
            ? ScriptStep.Skip
            : ScriptStep.Run;
    }
}
