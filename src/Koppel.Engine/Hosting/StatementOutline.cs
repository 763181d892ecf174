using Koppel.Engine.Sql;

namespace Koppel.Engine.Hosting;

/// <summary>A statement of a script as a run numbers it, known by its text alone.</summary>
/// <param name="From">Its first character, from 0.</param>
/// <param name="To">The character behind its last, without a semicolon.</param>
/// <param name="Kind">Its first word, such as <c>insert</c>.</param>
public sealed record StatementOutline(int From, int To, string Kind)
{
    /// <summary>The connections that it names, without the session's own tables.</summary>
    public IReadOnlyList<string> Connections { get; init; } = [];

    /// <summary>The connection that it loads into; null for none.</summary>
    public string? Target { get; init; }

    /// <summary>The setting of connections that it changes, such as <c>automations</c>; null for none.</summary>
    public string? Setting { get; init; }

    /// <summary>The statements of a script in order; none of one that does not end.</summary>
    /// <param name="script">The script.</param>
    public static IReadOnlyList<StatementOutline> Of(string script)
    {
        ArgumentNullException.ThrowIfNull(script);
        try
        {
            return [.. Script.Split(script).Select(p => Of(script, p))];
        }
        catch (QueryException)
        {
            return []; // Whoever runs it is told why, with the place.
        }
    }

    static StatementOutline Of(string script, ScriptPart part)
    {
        var word = part.Tokens.FirstOrDefault(t => t.IsName);
        var kind = word is null ? "other" : SqlText.Name(script, word).ToLowerInvariant();
        var (target, setting) = Read(script, part);
        return new StatementOutline(part.Start, part.End, kind) { Connections = Named(script, part), Target = target, Setting = setting };
    }

    static (string? Target, string? Setting) Read(string script, ScriptPart part)
    {
        try
        {
            return Statement.Parse(script, part) switch
            {
                SetStatement set => (null, set.Name.ToLowerInvariant()),
                WriteStatement { Table.Alias: var alias } when !Names.IsMemory(alias) => (alias, null),
                _ => (null, null),
            };
        }
        catch (QueryException)
        {
            return (null, null); // Whoever runs it is told why, with the place.
        }
    }

    static List<string> Named(string script, ScriptPart part) =>
        [.. Enumerable.Range(0, part.Tokens.Count).Where(i => TableReference.IsAt(part.Tokens, i))
            .Select(i => TableReference.Around(script, part.Tokens, i).Reference.Alias)
            .Where(a => !Names.IsMemory(a)).Distinct(StringComparer.OrdinalIgnoreCase)];
}
