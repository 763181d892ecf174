using Koppel.Sdk.Schema;

namespace Koppel.Engine.Sql;

/// <summary>Reads <c>synchronize</c>.</summary>
internal sealed class SynchronizeParser(string script, ScriptPart part, List<Token> words)
{
    /// <summary>What begins an option; a column can be called by its first word, not by both.</summary>
    static readonly (string First, string[] Second)[] Options =
        [("ignore", ["nulls", "changes"]), ("stop", ["after"]), ("continue", ["on"]), ("identified", ["by"])];

    readonly WordReader _words = new(script, part, words, 1);
    readonly List<SyncOperation> _operations = [];
    IReadOnlyList<NamedColumn> _except = [];
    IReadOnlyList<NamedColumn>? _ignored;
    IReadOnlyList<NamedColumn>? _identifiedBy;
    IgnoredNulls? _ignoredNulls;
    readonly List<ValueWords> _values = [];
    (long? After, bool IsSaid) _stop;

    /// <summary>The statement.</summary>
    /// <exception cref="QueryException">It is not complete, or says what is not known.</exception>
    public SynchronizeStatement Parse()
    {
        var first = _words.Relation();
        var isTo = _words.Take("to");
        if (!isTo && !_words.Take("from"))
            throw _words.Fault("to or from is needed here: synchronize SOURCE to TARGET, or synchronize TARGET from SOURCE.");
        var second = _words.Relation();
        var (source, to) = isTo ? (first, second) : (second, first);
        var named = to.Tokens.Where(t => !t.IsBlank).ToList();
        if (TableReference.StartingAt(script, named, 0) is not (var target, _))
            throw QueryException.At(
                script, to.Start, to.End - to.Start, "The target must be a table of a connection, such as contacts@ac.");
        if (Names.IsMemory(target.Alias))
            throw QueryException.At(script, target.Start, target.Length,
                $"A table of the session is not synchronized. Write create or replace table {target.Text} as ….");
        while (!_words.IsAtEnd)
        {
            if (_words.Take("with")) Operations();
            else if (_words.Is("insert") || _words.Is("update") || _words.Is("delete"))
                throw _words.Fault("with is needed here: with insert or update or delete.");
            else Option();
        }
        if (_operations.Count == 0)
            throw QueryException.At(script, words[^1].Start, words[^1].Length,
                "with is missing, and after it what may be done: insert, update, delete, with or between them.");
        if (_identifiedBy is null)
            throw QueryException.At(script, words[^1].Start, words[^1].Length,
                "identified by is missing: the columns that tell which row of the target is the same as one of the source.");
        if (_ignoredNulls?.HasFlag(IgnoredNulls.OnValues) == true
            && _values.Find(v => v is { Meaning: ValueMeaning.NullsClear, Columns.Count: 0 }) is { } clear)
            throw QueryException.At(
                script, clear, "ignore nulls and nulls clear contradict each other. Leave one of them out, or name columns, with on.");
        return new(part, script, target, source, to, _operations, _identifiedBy)
        {
            Except = _except, IgnoreChangesTo = _ignored ?? [], IgnoredNulls = _ignoredNulls ?? IgnoredNulls.None, StopAfter = _stop.After,
            Words = _values,
        };
    }

    /// <summary>What stands behind with; a comma and the word and are taken for or.</summary>
    void Operations()
    {
        if (_operations.Count > 0)
            throw _words.Fault(_words.Last, "with stands twice. Name all operations after one: with insert or update or delete.");
        do Operation();
        while (_words.Take("or") || _words.Take("and") || _words.TakeComma());
    }

    void Operation()
    {
        WriteOperation operation;
        if (_words.Take("insert")) operation = WriteOperation.Insert;
        else if (_words.Take("update")) operation = WriteOperation.Update;
        else if (_words.Take("delete")) operation = WriteOperation.Delete;
        else throw _words.Fault("insert, update or delete is needed here.");
        var verb = _words.Last;
        if (_operations.Any(o => o.Operation == operation)) throw _words.Fault(verb, "It is named twice. Name it once.");
        if (operation == WriteOperation.Update && _words.Take("all"))
        {
            if (!_words.Take("except")) throw _words.Fault("except and columns are needed after all.");
            _except = _words.Columns(() => IsCap() || IsOption());
        }
        var onlyOwn = operation == WriteOperation.Delete && _words.Take("only");
        if (onlyOwn && !_words.Take("own")) throw _words.Fault("own is needed after delete only: rows that a load of Koppel wrote.");
        var (cap, fails) = Cap();
        _operations.Add(new(operation, cap, fails, verb.Start, _words.Last.End - verb.Start) { OnlyOwn = onlyOwn });
    }

    /// <summary><c>exit after n rows</c> or <c>error after n rows</c></summary>
    (long? Rows, bool Fails) Cap()
    {
        var fails = _words.Take("error");
        return fails || _words.Take("exit") ? (_words.After("rows", "row"), fails) : (null, false);
    }

    bool IsCap() => (_words.Is("exit") || _words.Is("error")) && _words.Is("after", 1);

    bool IsOption() => IsOperations() || ValueWords.AreNext(_words)
        || Options.Any(o => _words.Is(o.First) && o.Second.Any(second => _words.Is(second, 1)));

    /// <summary>A column can be called with, when it does not stand before an operation.</summary>
    bool IsOperations() => _words.Is("with") && (_words.Is("insert", 1) || _words.Is("update", 1) || _words.Is("delete", 1));

    void Option()
    {
        var first = _words.Here;
        if (ValueWords.AreNext(_words))
        {
            _values.Add(ValueWords.Take(_words, IsOption));
        }
        else if (_words.Take("ignore"))
        {
            if (_words.Take("nulls"))
            {
                Once(_ignoredNulls is not null);
                _ignoredNulls = Nulls();
            }
            else
            {
                if (!_words.Take("changes") || !_words.Take("to"))
                    throw _words.Fault("changes to and columns, or nulls, is needed after ignore.");
                Once(_ignored is not null);
                _ignored = _words.Columns(IsOption);
            }
        }
        else if (_words.Take("stop"))
        {
            Once(_stop.IsSaid);
            _stop = (_words.After("errors", "error"), true);
        }
        else if (_words.Take("continue"))
        {
            Once(_stop.IsSaid);
            if (!_words.Take("on") || !_words.Take("errors")) throw _words.Fault("Write continue on errors.");
            _stop = (null, true);
        }
        else if (_words.Take("identified"))
        {
            if (!_words.Take("by")) throw _words.Fault("by and columns are needed after identified.");
            Once(_identifiedBy is not null);
            _identifiedBy = _words.Columns(IsOption);
        }
        else
        {
            throw _words.Fault(
                "This is not known here. After the target stand, in any order: with insert or update or delete, identified by, ignore "
                + "changes to, ignore nulls, stop after n errors, continue on errors, and what values mean: nulls keep, nulls clear, fill "
                + "empty, add choices, remove choices, replace choices.");
        }

        void Once(bool isThere)
        {
            if (isThere) throw _words.Fault(first, "It is said twice. Say it once.");
        }
    }

    /// <summary>What stands behind <c>ignore nulls</c>.</summary>
    IgnoredNulls Nulls()
    {
        if (!_words.Take("on") || _words.Take("all")) return IgnoredNulls.OnAll;
        if (_words.Take("values")) return IgnoredNulls.OnValues;
        if (!_words.Take("identified") || !_words.Take("by"))
            throw _words.Fault("all, values or identified by is needed after ignore nulls on.");
        if (!_words.IsAtEnd && !IsOption())
            throw _words.Fault(
                "ignore nulls on identified by takes no columns: it means those of the identified by that stands for itself.");
        return IgnoredNulls.OnIdentifiedBy;
    }
}
