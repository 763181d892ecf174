namespace Koppel.Engine.Sql;

/// <summary><c>local define NAME "value"</c>: from here on <c>${NAME}</c> and <c>$NAME</c> stand for the text.</summary>
/// <param name="Part">Its place in the script.</param>
/// <param name="Script">The script.</param>
/// <param name="Name">The variable.</param>
/// <param name="Value">Its value.</param>
internal sealed record LocalDefineStatement(ScriptPart Part, string Script, string Name, string Value) : Statement(Part, Script);

/// <summary><c>local export results as "file" format csv</c>: the rows of the query before it go to a file.</summary>
/// <param name="Part">Its place in the script.</param>
/// <param name="Script">The script.</param>
/// <param name="File">The file.</param>
/// <param name="Format">The format; null for that of the file's ending.</param>
internal sealed record LocalExportStatement(ScriptPart Part, string Script, string File, string? Format) : Statement(Part, Script)
{
    public override bool Writes => true;
}
