using DuckDB.NET.Data;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Planning;

/// <summary>
/// What a session set in DuckDB, to be repeated for the planner: a time zone, a collation or a variable changes what a condition means.
/// </summary>
internal sealed class PlannerSettings(DuckInstance duck)
{
    readonly List<string> _open = [];
    string? _fault;
    bool _hasAny;

    /// <summary>Nothing was set.</summary>
    public bool IsEmpty => !_hasAny;

    /// <summary>A statement was run; kept when it is <c>set</c>, <c>reset</c> or <c>use</c>. Gives whether it is one of these.</summary>
    public bool Add(Statement statement, string sql)
    {
        var words = statement.Part.Tokens.Where(t => t.Kind == TokenKind.Word)
            .Select(t => statement.Script.Substring(t.Start, t.Length).ToUpperInvariant()).ToList();
        if (words is not (["SET" or "RESET" or "USE", ..])) return false;
        // The planner has its own, and they change no meaning.
        if (words.Any(w => w.Contains("OPTIMIZER", StringComparison.Ordinal))) return true;
        _hasAny = true;
        _open.Add(words is ["SET", "VARIABLE", var name, ..] ? Variable(name) : sql);
        return true;
    }

    /// <summary>Repeats what is new.</summary>
    /// <returns>What could not be repeated, from then on, or null.</returns>
    public string? Repeat(Planner planner)
    {
        foreach (var sql in _open)
        {
            try
            {
                planner.Set(sql);
            }
            catch (DuckDBException fault)
            {
                _fault = $"{sql}: {DuckDbError.Text(fault.Message)}";
            }
        }
        _open.Clear();
        return _fault;
    }

    /// <summary>The value, not what it was made from: that may be a query over tables that the planner holds no rows of.</summary>
    string Variable(string name)
    {
        var value = $"getvariable({SqlText.Literal(name)})";
        return duck.Query(
            $"select typeof({value}), {value}::varchar", r => (Type: r.GetString(0), Text: r.IsDBNull(1) ? null : r.GetString(1)))[0] switch
        {
            (_, null) => $"set variable {SqlText.Identifier(name)} = null",
            var (type, text) => $"set variable {SqlText.Identifier(name)} = cast({SqlText.Literal(text)} as {type})",
        };
    }
}
