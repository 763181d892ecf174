namespace Koppel.Engine.Sql;

/// <summary>What stands in a statement for a name of the user's.</summary>
/// <param name="Start">Where the name begins in the script.</param>
/// <param name="Length">Its length in the statement.</param>
/// <param name="Text">What stands for it.</param>
internal sealed record ScriptEdit(int Start, int Length, string Text)
{
    /// <summary>The tables that the text names, which are to be found.</summary>
    public IReadOnlyList<TableReference> Tables { get; init; } = [];
}
