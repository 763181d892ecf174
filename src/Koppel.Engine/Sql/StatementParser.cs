using System.Globalization;
namespace Koppel.Engine.Sql;

/// <summary>Reads the heads of statements; what follows them is DuckDB's.</summary>
internal sealed class StatementParser(string script)
{
    const int MostSetOperations = 5_000;

    static readonly HashSet<string> RowGivers = new(StringComparer.OrdinalIgnoreCase)
        { "select", "with", "from", "values", "table", "pivot", "unpivot", "describe", "desc", "summarize", "show", "call", "pragma" };

    static readonly HashSet<string> Changers =
        new(StringComparer.OrdinalIgnoreCase) { "update", "delete", "merge", "synchronize", "synchronise", "sync", "truncate" };

    static readonly HashSet<string> Definables = new(StringComparer.OrdinalIgnoreCase) { "view", "macro", "function", "type" };

    /// <summary>Finds out what a part of the script is.</summary>
    /// <exception cref="QueryException">It does not end, or its head is wrong.</exception>
    public Statement Parse(ScriptPart part)
    {
        foreach (var wrong in part.Tokens.Where(t => t.Kind == TokenKind.Error))
            throw QueryException.At(script, wrong.Start, 1, wrong.Error!);
        CheckZeros(part);
        CheckReferences(part);
        CheckLength(part);
        var words = part.Tokens.Where(t => !t.IsBlank).ToList();
        var first = script.Substring(words[0].Start, words[0].Length);
        return first.ToUpperInvariant() switch
        {
            "EXPLAIN" => Explain(part, words),
            "SET" => Set(part, words) ?? new NativeStatement(part, script),
            "INSERT" => Insert(part, words) ?? new NativeStatement(part, script),
            "CREATE" => Create(part, words),
            "DROP" => Drop(part, words) ?? new NativeStatement(part, script),
            "WITH" => With(part, words),
            "UNDO" => new UndoParser(script, part, words).Parse(),
            "APPLY" => new ApplyParser(script, part, words).Parse(),
            "LOCAL" => new LocalParser(script, part, words).Parse(),
            "USE" => (Statement?)new UseParser(script, part, words).Parse() ?? new NativeStatement(part, script),
            _ when Changers.Contains(first) => Change(part, words, first) ?? new NativeStatement(part, script),
            _ when RowGivers.Contains(first) || words[0].Kind == TokenKind.Open => new SelectStatement(part, script),
            _ => new NativeStatement(part, script),
        };
    }

    /// <summary>DuckDB takes a text to its first zero: what stands behind it, such as a further condition, would not be run.</summary>
    void CheckZeros(ScriptPart part)
    {
        var at = script.IndexOf('\0', part.Start, part.End - part.Start);
        if (at >= 0)
            throw QueryException.At(
                script, at, 1, "A character of value 0 stands here, which ends a text for DuckDB. Take it out; in a value write chr(0).");
    }

    /// <summary>A table is of one connection.</summary>
    void CheckReferences(ScriptPart part)
    {
        for (var i = 2; i < part.Tokens.Count; i++)
            if (part.Tokens[i].Kind == TokenKind.At) TableReference.CheckSingle(script, part.Tokens, i);
    }

    /// <summary>DuckDB reads queries that are put together one within the other, and its stack does not suffice for any number.</summary>
    void CheckLength(ScriptPart part)
    {
        var count = 0;
        foreach (var token in part.Tokens)
        {
            if (token.Kind != TokenKind.Word || !(token.Is(script, "union") || token.Is(script, "except") || token.Is(script, "intersect"))
                || ++count <= MostSetOperations) continue;
            throw QueryException.At(script, token.Start, token.Length,
                string.Create(CultureInfo.InvariantCulture,
                    $"A statement can put {MostSetOperations:N0} queries together, not more. "
                    + $"Keep parts of it in tables: create table x@memory as …, then insert into x@memory …."));
        }
    }

    ExplainStatement Explain(ScriptPart part, List<Token> words)
    {
        var analyze = words.Count > 1 && words[1].Is(script, "analyze");
        var from = analyze ? 2 : 1;
        if (from < words.Count && words[from].Kind == TokenKind.Open && words[from - 1].Kind == TokenKind.Word
            && !words[from].Equals(words[^1]) && IsOptions(words, from))
            return new(part, script, new NativeStatement(part, script), true);
        if (from >= words.Count) throw QueryException.At(script, words[0].Start, words[0].Length, "explain needs a statement after it.");
        if (words[from].Is(script, "explain"))
            throw QueryException.At(script, words[from].Start, words[from].Length, "explain stands twice here. Write it once.");
        return new(part, script, Parse(Rest(part, words[from])), analyze);
    }

    /// <summary><c>explain (analyze, format json) …</c> is DuckDB's own form.</summary>
    bool IsOptions(List<Token> words, int open) => words[open + 1].Is(script, "analyze") || words[open + 1].Is(script, "format");

    Statement? Set(ScriptPart part, List<Token> words)
    {
        if (words.Count < 4 || !words[1].IsName) return null;
        var (alias, next) = (default(string), 2);
        if (words[2].Kind == TokenKind.At && words[3].IsName) (alias, next) = (SqlText.Name(script, words[3]), 4);
        if (next >= words.Count || !(words[next].Is(script, "=") || words[next].Is(script, "to")))
            return alias is null
                ? null
                : throw QueryException.At(
                    script, part.Start, part.End - part.Start, "A setting is changed with: set name@connection = value.");
        if (words.Count != next + 2)
            return alias is null
                ? null
                : throw QueryException.At(script, words[next].Start, part.End - words[next].Start,
                    "One value is needed after the =, such as on, off or 'a text'.");
        var value = words[next + 1];
        return new SetStatement(part, script, SqlText.Name(script, words[1]), alias, value.Kind switch
        {
            TokenKind.Text when script[value.Start] == '\'' => SqlText.Text(script, value),
            _ => SqlText.Name(script, value),
        });
    }

    Statement? Insert(ScriptPart part, List<Token> words)
    {
        var into = words.FindIndex(w => w.Is(script, "into"));
        if (into < 0 || into + 1 >= words.Count || TableReference.StartingAt(script, words, into + 1) is not (var target, var next))
            return null;
        if (Names.IsMemory(target.Alias) && (into != 1 || !IsPlain(words, next))) return null; // DuckDB's own forms of insert.
        if (into != 1)
            throw QueryException.At(script, words[1].Start, words[1].Length,
                $"Write insert into {target.Text}: rows that are there already are left or updated as the table says.");
        var columns = new List<NamedColumn>();
        if (next < words.Count && words[next].Is(script, "(") && !StartsQuery(words, next + 1))
            next = ReadColumns(words, next + 1, columns);
        var reader = new WordReader(script, part, words, next);
        var values = Names.IsMemory(target.Alias) ? [] : ValueWords.TakeAll(reader, () => StartsQuery(words, reader.At));
        next = reader.At;
        if (next >= words.Count)
            throw QueryException.At(
                script, part.End - 1, 1, $"The rows for {target.Text} are missing: write a select or values (…) after it.");
        if (words[next].Is(script, "by"))
            throw QueryException.At(script, words[next].Start, 7, $"Name the columns instead: insert into {target.Text} (…).");
        if (Names.IsMemory(target.Alias))
            return new InsertStatement(part, script, target, columns, new SelectStatement(Rest(part, words[next]), script));
        var conflict = new ConflictParser(script, words).Parse(next);
        return new InsertStatement(
            part, script, target, columns, new SelectStatement(Rest(part, words[next], conflict?.Start ?? int.MaxValue), script))
        {
            UpsertBy = conflict?.Column, Words = values,
        };
    }

    bool IsPlain(List<Token> words, int next) => next < words.Count && !words[next].Is(script, "by") && !words[next].Is(script, "default");

    bool StartsQuery(List<Token> words, int at) =>
        at < words.Count
            && (words[at].Is(script, "select") || words[at].Is(script, "with") || words[at].Is(script, "from")
                || words[at].Is(script, "values"));

    int ReadColumns(List<Token> words, int at, List<NamedColumn> columns)
    {
        for (; at < words.Count; at++)
        {
            if (!words[at].IsName)
                throw QueryException.At(script, words[at].Start, words[at].Length, "The name of a column is needed here.");
            columns.Add(new(SqlText.Name(script, words[at]), words[at].Start, words[at].Length));
            if (++at >= words.Count) break;
            if (words[at].Is(script, ")")) return at + 1;
            if (words[at].Kind != TokenKind.Comma)
                throw QueryException.At(script, words[at].Start, words[at].Length, "A comma or ) is needed between the columns.");
        }
        throw QueryException.At(script, words[^1].Start, words[^1].Length, "The list of columns does not end. Close it with ).");
    }

    Statement Create(ScriptPart part, List<Token> words)
    {
        var at = 1;
        while (at < words.Count
            && (words[at].Is(script, "or") || words[at].Is(script, "replace") || words[at].Is(script, "temp")
                || words[at].Is(script, "temporary"))) at++;
        if (Definition(part, words, at) is { } definition) return definition;
        if (at >= words.Count || !words[at].Is(script, "table")) return new NativeStatement(part, script);
        at++;
        if (at + 2 < words.Count && words[at].Is(script, "if") && words[at + 1].Is(script, "not")) at += 3;
        return at < words.Count && TableReference.StartingAt(script, words, at) is (var table, var next)
            ? new CreateTableAsStatement(part, script, table) { IsFilled = words.Skip(next).Any(w => w.Is(script, "as")) }
            : new NativeStatement(part, script);
    }

    DefinitionStatement? Definition(ScriptPart part, List<Token> words, int at)
    {
        if (at >= words.Count || !Definables.Contains(script.Substring(words[at].Start, words[at].Length))) return null;
        var kind = script.Substring(words[at].Start, words[at].Length).ToLowerInvariant();
        at++;
        if (at < words.Count && words[at].Is(script, "table")) at++; // drop macro table
        var exists = at + 1 < words.Count && words[at].Is(script, "if");
        if (exists) at += words[at + 1].Is(script, "not") ? 3 : 2;
        if (at >= words.Count || !words[at].IsName) return null;
        var table = TableReference.StartingAt(script, words, at)?.Reference;
        while (at + 2 < words.Count && words[at + 1].Kind == TokenKind.Dot && words[at + 2].IsName) at += 2; // Behind its schema.
        return new(part, script, kind, table?.FullName ?? SqlText.Name(script, words[at]), table) { IfNotExists = exists };
    }

    Statement? Drop(ScriptPart part, List<Token> words)
    {
        if (Definition(part, words, 1) is { } definition) return definition with { IsDrop = true };
        if (words.Count < 3 || !words[1].Is(script, "table")) return null;
        var at = words[2].Is(script, "if") ? 4 : 2;
        return at < words.Count && TableReference.StartingAt(script, words, at) is (var table, _)
            ? new DropTableStatement(part, script, table)
            : null;
    }

    Statement? Change(ScriptPart part, List<Token> words, string verb)
    {
        if (verb.StartsWith("sync", StringComparison.OrdinalIgnoreCase)) return new SynchronizeParser(script, part, words).Parse();
        if (words[0].Is(script, "merge") && new MergeParser(script, part, words).Parse() is { } merge) return merge;
        if (new ChangeParser(script, part, words).Parse() is { } statement) return statement;
        var at = 1;
        while (at < words.Count && (words[at].Is(script, "from") || words[at].Is(script, "into") || words[at].Is(script, "table"))) at++;
        return TableReference.StartingAt(script, words, at) is (var table, _)
            ? new ChangeStatement(part, script, verb.ToLowerInvariant(), table)
            : null;
    }

    Statement With(ScriptPart part, List<Token> words)
    {
        var depth = 0;
        for (var i = 0; i + 2 < words.Count; i++)
        {
            if (words[i].Kind == TokenKind.Open) depth++;
            else if (words[i].Kind == TokenKind.Close) depth--;
            else if (depth == 0 && (words[i].Is(script, "insert") || words[i].Is(script, "merge")) && words[i + 1].Is(script, "into"))
            {
                if (TableReference.StartingAt(script, words, i + 2) is not (var target, _) || Names.IsMemory(target.Alias))
                    return new NativeStatement(part, script);
                throw QueryException.At(script, words[i].Start, words[i].Length, words[i].Is(script, "merge")
                    ? $"Write the with into the source: merge into {target.Text} using (with … select …) as s on …."
                    : $"Write the with after the columns: insert into {target.Text} (…) with … select ….");
            }
        }
        return new SelectStatement(part, script);
    }

    static ScriptPart Rest(ScriptPart part, Token first, int end = int.MaxValue) =>
        new([.. part.Tokens.SkipWhile(t => t.Start < first.Start).TakeWhile(t => t.Start < end)]);
}
