namespace Koppel.Engine.Sql;

/// <summary>Reads <c>use</c>.</summary>
internal sealed class UseParser(string script, ScriptPart part, List<Token> words)
{
    /// <summary>The statement; null when it is one of DuckDB's, such as <c>use catalog.schema</c>.</summary>
    /// <exception cref="QueryException">A name is missing.</exception>
    public UseStatement? Parse()
    {
        if (words.Exists(w => w.Kind == TokenKind.Dot)) return null;
        var reader = new WordReader(script, part, words, 1);
        var names = new List<NamedColumn>();
        if (reader.IsAtEnd) return new UseStatement(part, script, names);
        do
        {
            if (reader.TakeName() is not { } name)
                throw reader.Fault("The name of a connection is needed here, as in use ac1, ac2. use alone goes back to none.");
            names.Add(name);
        }
        while (reader.TakeComma());
        return reader.IsAtEnd ? new UseStatement(part, script, names) : throw reader.Fault("A comma is needed between the connections.");
    }
}
