using System.Text;
using Koppel.Engine.Hosting;
using Koppel.Engine.Sql;

namespace Koppel.Server.Runs;

/// <summary>Where what is run stands in the whole script of the page: places in the one are told as places in the other.</summary>
internal sealed class ScriptPlace
{
    const string Explain = "explain ";

    readonly string _whole;
    readonly int _from;
    readonly IReadOnlyList<StatementOutline> _statements;
    readonly List<int> _inserted = [];

    /// <summary>A part of a script.</summary>
    /// <param name="whole">The script.</param>
    /// <param name="from">The first character.</param>
    /// <param name="to">The character behind the last.</param>
    /// <param name="isPlan">Queries are explained and not run: the word is put in front of them.</param>
    public ScriptPlace(string whole, int from, int to, bool isPlan = false)
    {
        (_whole, _from, Text) = (whole, from, whole[from..to]);
        _statements = StatementOutline.Of(Text);
        Run = isPlan ? Explained() : Text;
    }

    /// <summary>What the page means.</summary>
    public string Text { get; }

    /// <summary>What the engine is given for it.</summary>
    public string Run { get; }

    /// <summary>How many statements that are.</summary>
    public int Count => _statements.Count;

    /// <summary>A statement, by its number from 1, with its place in the whole script; null when it is not known.</summary>
    public (string Text, int From, int To, string Kind)? Statement(int number) =>
        number >= 1 && number <= _statements.Count && _statements[number - 1] is var s
            ? (Text[s.From..s.To], s.From + _from, s.To + _from, s.Kind) : null;

    /// <summary>Where a fault is, in the whole script; null when that is not known.</summary>
    public (int Line, int Column, int From, int To)? Of(Exception fault)
    {
        if (fault is not QueryException { HasPosition: true } query) return null;
        var start = 0;
        for (var i = 1; i < query.Line; i++) start = Run.IndexOf('\n', start) + 1;
        var at = start + query.Column - 1;
        var from = Math.Clamp(_from + at - _inserted.Count(i => i < at) * Explain.Length, 0, _whole.Length);
        var before = _whole.AsSpan(0, from);
        return (before.Count('\n') + 1, from - before.LastIndexOf('\n'), from, Math.Min(_whole.Length, from + query.Length));
    }

    string Explained()
    {
        var text = new StringBuilder(Text);
        foreach (var statement in _statements.Where(s => s.Kind is "select" or "with" or "from" or "values" or "table"))
        {
            var at = statement.From + _inserted.Count * Explain.Length;
            text.Insert(at, Explain);
            _inserted.Add(at);
        }
        return text.ToString();
    }
}
