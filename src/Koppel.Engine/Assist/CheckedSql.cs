using Koppel.Engine.Hosting;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Assist;

/// <summary>What of a statement DuckDB can look over without running it.</summary>
internal static class CheckedSql
{
    /// <summary>Statements that cannot be explained, or that mean nothing to a DuckDB without rows.</summary>
    static readonly HashSet<string> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        "attach", "detach", "use", "begin", "commit", "rollback", "abort", "start", "install", "load", "force", "export", "import",
        "checkpoint", "vacuum", "analyze", "alter", "call", "pragma", "set", "reset", "prepare", "execute", "deallocate", "comment", "show",
        "describe", "desc", "summarize", "drop", "truncate", "local", "copy", "end", "update_extensions", "explain",
    };

    /// <summary>The part that reads, as SQL whose places lead to the script; null when there is none.</summary>
    public static RewrittenSql? Of(string script, Statement statement, IReadOnlyDictionary<string, string> variables) => statement switch
    {
        InsertStatement insert when StatementRunner.IsLoad(insert) => Rewriter.Rewrite(script, insert.Source, variables),
        UpdateStatement { Others: null } update => Changed(script, update.From, [.. update.Set.Select(s => s.Value)], update.Where, variables),
        UpdateStatement => null,
        DeleteStatement delete => Changed(script, delete.From, [], delete.Where, variables),
        MergeStatement merge => Rewriter.Rewrite(script, merge.Source, variables).Within("select * from ", ""),
        SynchronizeStatement synchronize => Rewriter.Rewrite(script, synchronize.Source, variables).Within("select * from ", ""),
        SetStatement or UndoStatement or ApplyStatement or DropTableStatement or ExplainStatement => null,
        CreateTableAsStatement { Table.Alias: var alias } when !Names.IsMemory(alias) => null,
        DefinitionStatement { Kind: not "view" } or DefinitionStatement { IsDrop: true } => null,
        _ when Others.Contains(script.Substring(statement.Part.Tokens[0].Start, statement.Part.Tokens[0].Length)) => null,
        _ => Rewriter.Rewrite(script, statement, variables),
    };

    static RewrittenSql Changed(
        string script, ScriptPart target, IReadOnlyList<ScriptPart> values, ScriptPart where, IReadOnlyDictionary<string, string> variables)
    {
        var pieces = new List<SqlPiece> { Ours("select ", target) };
        foreach (var value in values)
        {
            if (pieces.Count > 1) pieces.Add(Ours(", ", value));
            pieces.Add(Theirs(value));
        }
        if (values.Count == 0) pieces.Add(Ours("1", target));
        pieces.Add(Ours(" from ", target));
        pieces.Add(Theirs(target));
        pieces.Add(Ours(" where ", where));
        pieces.Add(Theirs(where));
        return RewrittenSql.Compose(pieces);

        SqlPiece Ours(string text, ScriptPart near) => new(text, near.Start, 1);

        SqlPiece Theirs(ScriptPart part) => SqlPiece.Of(Rewriter.Rewrite(script, part, variables));
    }
}
