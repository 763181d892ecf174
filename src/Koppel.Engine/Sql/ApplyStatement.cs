namespace Koppel.Engine.Sql;

/// <summary><c>apply T@connection of plan 'FILE' 'DIGEST' load N [on drift leave|refuse] [stop after n errors]</c></summary>
/// <param name="Part">Its place in the script.</param>
/// <param name="Script">The script.</param>
/// <param name="Table">The table that is changed.</param>
/// <param name="To">The table as written.</param>
/// <param name="Plan">The plan file.</param>
/// <param name="Digest">Its digest: a file that is not the one that was meant is known by it.</param>
/// <param name="Load">The number of the load in it.</param>
internal sealed record ApplyStatement(
    ScriptPart Part, string Script, TableReference Table, ScriptPart To, string Plan, string Digest, int Load)
    : WriteStatement(Part, Script, Table)
{
    public override string Kind => "apply";

    /// <summary>Of the changes, that share may have drifted; when more have, none is made.</summary>
    public double MostDrift { get; init; } = UsualDrift;

    /// <summary>The default of <see cref="MostDrift"/>.</summary>
    public const double UsualDrift = 0.1;
}
