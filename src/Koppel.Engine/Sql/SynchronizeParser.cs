using System.Globalization;
using Koppel.Engine.Catalog;
using Koppel.Sdk;

namespace Koppel.Engine.Sql;

/// <summary>Reads <c>synchronize</c>.</summary>
internal sealed class SynchronizeParser(string script, ScriptPart part, List<Token> words)
{
    static readonly string[] Options = ["ignore", "stop", "continue", "identified"];

    readonly List<SyncOperation> _operations = [];
    IReadOnlyList<NamedColumn> _except = [];
    IReadOnlyList<NamedColumn> _ignored = [];
    IReadOnlyList<NamedColumn> _identifiedBy = [];
    bool _ignoreNulls;
    long? _stopAfter;
    int _at = 1;

    /// <summary>The statement.</summary>
    /// <exception cref="QueryException">It is not complete, or says what is not known.</exception>
    public SynchronizeStatement Parse()
    {
        var first = Relation();
        var isTo = Take("to");
        if (!isTo && !Take("from")) throw Fault("to or from is needed here: synchronize SOURCE to TARGET, or synchronize TARGET from SOURCE.");
        var second = Relation();
        var (source, to) = isTo ? (first, second) : (second, first);
        var named = to.Tokens.Where(t => !t.IsBlank).ToList();
        if (TableReference.StartingAt(script, named, 0) is not (var target, _))
            throw QueryException.At(script, to.Start, to.End - to.Start, "The target must be a table of a connection, such as contacts@ac.");
        if (Names.IsMemory(target.Alias))
            throw QueryException.At(script, target.Start, target.Length, $"A table of the session is not synchronized. Write create or replace table {target.Text} as ….");
        if (!Take("with")) throw Fault("with is needed here, and what may be done: insert, update, delete, with or between them.");
        do Operation();
        while (Take("or"));
        while (_at < words.Count) Option();
        if (_identifiedBy.Count == 0)
            throw QueryException.At(script, words[^1].Start, words[^1].Length, "identified by is missing: the columns that tell which row of the target is the same as one of the source.");
        return new(part, script, target, source, to, _operations, _identifiedBy)
        {
            Except = _except, IgnoreChangesTo = _ignored, IgnoreNulls = _ignoreNulls, StopAfter = _stopAfter,
        };
    }

    /// <summary>A table, or a query in parentheses.</summary>
    ScriptPart Relation()
    {
        if (_at >= words.Count) throw Fault("A table is needed here, or a query in parentheses.");
        var first = _at;
        if (words[_at].Is(script, "("))
        {
            for (var depth = 0; _at < words.Count; _at++)
            {
                if (words[_at].Kind == TokenKind.Open) depth++;
                else if (words[_at].Kind == TokenKind.Close && --depth == 0) break;
            }
            if (_at >= words.Count) throw QueryException.At(script, words[first].Start, 1, "The query does not end. Close it with ).");
            _at++;
        }
        else if (words[_at].Is(script, "select") || !words[_at].IsName)
        {
            throw Fault("A table is needed here, or a query in parentheses.");
        }
        else if (TableReference.StartingAt(script, words, _at) is (_, var next))
        {
            _at = next;
        }
        else
        {
            _at++;
        }
        var (start, end) = (words[first].Start, words[_at - 1].End);
        return new([.. part.Tokens.Where(t => t.Start >= start && t.End <= end)]);
    }

    void Operation()
    {
        var first = _at;
        WriteOperation operation;
        if (Take("insert")) operation = WriteOperation.Insert;
        else if (Take("update")) operation = WriteOperation.Update;
        else if (Take("delete")) operation = WriteOperation.Delete;
        else throw Fault("insert, update or delete is needed here.");
        var verb = words[first];
        if (_operations.Any(o => o.Operation == operation)) throw QueryException.At(script, verb.Start, verb.Length, "It is named twice. Name it once.");
        if (operation == WriteOperation.Update && Take("all"))
        {
            if (!Take("except")) throw Fault("except and columns are needed behind all.");
            _except = Columns();
        }
        if (operation == WriteOperation.Delete && Is("only"))
            throw Fault("delete only own is not available yet: what earlier loads wrote is not told apart from the rest. Name a condition in the source's query, or leave delete out.");
        var fails = Is("error");
        long? cap = null;
        if (fails || Is("exit"))
        {
            _at++;
            cap = After("rows", "row");
        }
        _operations.Add(new(operation, cap, fails, verb.Start, words[_at - 1].End - verb.Start));
    }

    void Option()
    {
        if (Take("ignore"))
        {
            if (Take("nulls"))
            {
                if (Is("on")) throw Fault("Write ignore nulls alone: a null of the source then leaves the target's value. Rows without a key are left out by a condition in the source's query.");
                _ignoreNulls = true;
                return;
            }
            if (!Take("changes") || !Take("to")) throw Fault("changes to and columns, or nulls, is needed behind ignore.");
            _ignored = Columns();
        }
        else if (Take("stop"))
        {
            _stopAfter = After("errors", "error");
        }
        else if (Take("continue"))
        {
            if (!Take("on") || !Take("errors")) throw Fault("Write continue on errors.");
            _stopAfter = null;
        }
        else if (Take("identified"))
        {
            if (!Take("by")) throw Fault("by and columns are needed behind identified.");
            _identifiedBy = Columns();
        }
        else
        {
            throw Fault("This is not known here. Behind the operations stand: ignore changes to, ignore nulls, stop after n errors, continue on errors, identified by.");
        }
    }

    /// <summary><c>after n rows</c></summary>
    long After(string many, string one)
    {
        if (!Take("after")) throw Fault($"Write after n {many}.");
        if (_at >= words.Count || words[_at].Kind != TokenKind.Number
            || !long.TryParse(words[_at].In(script), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) throw Fault("A whole number is needed here.");
        _at++;
        if (!Take(many) && !Take(one)) throw Fault($"{many} is needed behind the number.");
        return number;
    }

    List<NamedColumn> Columns()
    {
        var open = Take("(");
        var columns = new List<NamedColumn>();
        do
        {
            if (_at >= words.Count || !words[_at].IsName || (!open && Options.Any(Is))) throw Fault("The name of a column is needed here.");
            columns.Add(new(SqlText.Name(script, words[_at]), words[_at].Start, words[_at].Length));
            _at++;
        }
        while (TakeComma());
        if (open && !Take(")")) throw Fault("A comma or ) is needed between the columns.");
        return columns;
    }

    bool TakeComma()
    {
        if (_at >= words.Count || words[_at].Kind != TokenKind.Comma) return false;
        _at++;
        return true;
    }

    bool Is(string word) => _at < words.Count && words[_at].Is(script, word);

    bool Take(string word)
    {
        if (!Is(word)) return false;
        _at++;
        return true;
    }

    QueryException Fault(string message) => _at < words.Count
        ? QueryException.At(script, words[_at].Start, words[_at].Length, message)
        : QueryException.At(script, words[^1].Start, words[^1].Length, message);
}
