using Koppel.Engine.Reading;
using Koppel.Engine.Safety;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;

namespace Koppel.Engine.Hosting;

/// <summary>
/// The statement <c>local export</c>. It is looked for behind each query, since the rows stream: when it would be its turn they are gone.
/// </summary>
/// <param name="workspace">What the session may do.</param>
/// <param name="script">The script.</param>
/// <param name="options">Who writes files.</param>
internal sealed class Exporting(Workspace workspace, string script, ExecuteOptions options)
{
    /// <summary>Where the rows of a statement are to go; null when nothing is said behind it.</summary>
    /// <param name="next">The statement behind it; null for none.</param>
    /// <exception cref="QueryException">They cannot go there: told before the query makes a call.</exception>
    public ResultExport? Behind(ScriptPart? next)
    {
        if (next is null || !next.Tokens[0].Is(script, "local") || Statement.Parse(script, next) is not LocalExportStatement export)
            return null;
        StatementDoor.Check(export, script, workspace.Doors);
        var asked = new ResultExport(export.File, export.Format);
        var why = options.Exports is { } exports
            ? exports(asked)
            : "local export is refused here, since nothing here writes files. koppel run and koppel query do; the query before it shows "
                + "the rows without it.";
        return why is null ? asked : throw QueryException.At(script, export.Part, why);
    }

    /// <summary>Refuses an export with no rows before it.</summary>
    /// <exception cref="QueryException">There are none.</exception>
    public void Check(Statement statement, StatementResult? before)
    {
        if (statement is LocalExportStatement && before is not RowsResult { Export: not null })
            throw QueryException.At(script, statement.Part,
                "local export writes the rows of the query directly before it, and none stands there. Write the query before it, in the "
                    + "same script.");
    }
}
