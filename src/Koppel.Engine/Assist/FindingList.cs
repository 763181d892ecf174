using Koppel.Engine.Sql;

namespace Koppel.Engine.Assist;

/// <summary>Gathers what a check finds.</summary>
/// <param name="script">The script.</param>
internal sealed class FindingList(string script)
{
    const string Meant = "Did you mean ";

    readonly List<Finding> _found = [];

    /// <summary>All of it, in the order of the script.</summary>
    public IReadOnlyList<Finding> InOrder() => [.. _found.OrderBy(f => f.From)];

    /// <summary>A fault that a statement would end with.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="part">The statement.</param>
    public void Add(QueryException fault, ScriptPart part)
    {
        var from = fault.HasPosition ? Math.Min(fault.Start, script.Length) : part.Start;
        var to = fault.HasPosition ? Math.Min(script.Length, from + fault.Length) : part.End;
        // DuckDB tells where a name begins, not where it ends.
        if (fault.Length == 1 && part.Tokens.FirstOrDefault(t => t.Start == from && t.Kind != TokenKind.Error) is { } token) to = token.End;
        Add(from, to, fault.Message);
    }

    /// <summary>Something else.</summary>
    public void Add(int from, int to, string message, FindingSeverity severity = FindingSeverity.Error)
    {
        if (_found.Exists(f => f.From == from && f.To == to)) return; // The first says it best.
        var before = script.AsSpan(0, from);
        var line = before.Count('\n') + 1;
        _found.Add(new Finding(from, to, line, from - (before.LastIndexOf('\n') + 1) + 1, message, severity)
        {
            Replacement = Replacement(message),
        });
    }

    /// <summary>The name that a message says was meant, when it says one.</summary>
    static string? Replacement(string message)
    {
        var at = message.IndexOf(Meant, StringComparison.Ordinal);
        if (at < 0) return null;
        var end = message.IndexOf('?', at);
        if (end < 0) return null;
        var name = message[(at + Meant.Length)..end].Trim('\'', '"');
        return name.Contains(' ', StringComparison.Ordinal) ? null : name;
    }
}
