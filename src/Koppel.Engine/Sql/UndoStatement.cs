namespace Koppel.Engine.Sql;

/// <summary><c>undo T@connection of run N [delete created]</c></summary>
/// <param name="Part">Its place in the script.</param>
/// <param name="Script">The script.</param>
/// <param name="Table">The table whose changes are taken back.</param>
/// <param name="To">The table as written.</param>
/// <param name="Run">The run that changed it.</param>
/// <param name="DeletesCreated">Rows that the run created are deleted.</param>
internal sealed record UndoStatement(ScriptPart Part, string Script, TableReference Table, ScriptPart To, long Run, bool DeletesCreated)
    : WriteStatement(Part, Script, Table)
{
    public override string Kind => "undo";
}
