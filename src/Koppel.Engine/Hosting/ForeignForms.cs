using Koppel.Engine.Reading;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Hosting;

/// <summary>
/// What those write who know another database, answered with the form that is taken here: DuckDB would say of it that it cannot be read, or
/// that a schema is not there.
/// </summary>
/// <param name="workspace">Its connections.</param>
/// <param name="script">The script, for positions.</param>
internal sealed class ForeignForms(Workspace workspace, string script)
{
    /// <summary>Behind these a table is named, beside a comma, which is also found between columns.</summary>
    static readonly string[] BeforeTables =
        ["from", "join", "into", "update", "table", "using", "describe", "desc", "summarize", "show", "synchronize", "sync", "to"];

    /// <summary>Refuses the statement when it has such a form.</summary>
    /// <exception cref="QueryException">It has; the message has the right one.</exception>
    public void Check(Statement statement)
    {
        var words = statement.Part.Tokens.Where(t => !t.IsBlank).ToList();
        CheckAlter(words);
        for (var i = 0; i < words.Count; i++)
        {
            CheckTop(words, i);
            CheckDotted(words, i);
        }
    }

    /// <summary><c>alter table contacts@ac …</c></summary>
    void CheckAlter(List<Token> words)
    {
        if (words.Count < 3 || !words[0].Is(script, "alter")) return;
        var at = words.FindIndex(1, w => w.Kind == TokenKind.At);
        if (at < 2 || !TableReference.IsAt(words, at)) return;
        var (target, first, _) = TableReference.Around(script, words, at);
        if (Names.IsMemory(target.Alias)
            || !(words[first - 1].Is(script, "table") || words[first - 1].Is(script, "view") || words[first - 1].Is(script, "exists")))
                return;
        throw QueryException.At(script, target.Start, target.Length,
            $"The columns of {target.Text} are those of the other system, and are changed there. To have others here, write create table "
                + $"{target.FullName}@{Names.MemoryShort} as select … from {target.Text}.");
    }

    /// <summary><c>select top 5 …</c></summary>
    void CheckTop(List<Token> words, int i)
    {
        if (i == 0 || !words[i].Is(script, "top")) return;
        if (!(words[i - 1].Is(script, "select") || words[i - 1].Is(script, "distinct") || words[i - 1].Is(script, "all"))) return;
        var number = i + 1 < words.Count && words[i + 1].Is(script, "(") ? i + 2 : i + 1;
        if (number >= words.Count || words[number].Kind != TokenKind.Number) return;
        var last = number > i + 1 ? number + 1 : number;
        // top (5) alone, before a comma or from, is a call of a function.
        if (last > number
            && (last + 1 >= words.Count || words[last + 1].Kind is TokenKind.Comma or TokenKind.Close
                || words[last + 1].Is(script, "from"))) return;
        throw QueryException.At(script, words[i].Start, words[Math.Min(last, words.Count - 1)].End - words[i].Start,
            $"The number of rows stands at the end of a query: select … from … limit {words[number].In(script)}.");
    }

    /// <summary><c>from ac.contacts</c></summary>
    void CheckDotted(List<Token> words, int i)
    {
        if (i == 0 || i + 2 >= words.Count || !words[i].IsName || words[i + 1].Kind != TokenKind.Dot || !words[i + 2].IsName) return;
        if (!BeforeTables.Any(w => words[i - 1].Is(script, w)) || IsPartOfReference(words, i + 3)) return;
        var name = SqlText.Name(script, words[i]);
        if (workspace.Connections.Find(name) is not { } connection || HasSchema(name)) return;
        var last = i + 2;
        while (last + 2 < words.Count && words[last + 1].Kind == TokenKind.Dot && words[last + 2].IsName) last += 2;
        if (last + 1 < words.Count && words[last + 1].Is(script, "(")) return; // A function of some schema.
        var table = script[words[i + 2].Start..words[last].End];
        var text = script[words[i].Start..words[last].End];
        throw QueryException.At(script, words[i].Start, text.Length,
            $"Write {table}@{connection.Name}: the connection stands after its table, with an @ between them.");
    }

    static bool IsPartOfReference(List<Token> words, int next)
    {
        while (next + 1 < words.Count && words[next].Kind == TokenKind.Dot && words[next + 1].IsName) next += 2;
        return next < words.Count && words[next].Kind == TokenKind.At;
    }

    /// <summary>The user made a schema of that name, which is meant then.</summary>
    bool HasSchema(string name) => workspace.Duck.Query(
        $"select 1 from duckdb_schemas() where database_name in ('{Names.Memory}', 'temp') and schema_name = {SqlText.Literal(name)}",
        _ => true).Count > 0;
}
