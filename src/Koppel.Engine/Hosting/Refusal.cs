using System.Globalization;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Hosting;

/// <summary>What is not there yet, or cannot be, is refused before anything is done, with the reason.</summary>
internal static class Refusal
{
    const int DeepestExpression = 2_000;

    /// <summary>Refuses a statement that cannot be run.</summary>
    /// <exception cref="QueryException">It cannot be run.</exception>
    public static void Check(Statement statement, string script)
    {
        Parameters.Check(script, statement.Part);
        CheckDepth(statement, script);
        if (statement is ExplainStatement { Inner: { } inner } explain)
        {
            statement = inner;
            if (explain.Analyze && inner is WriteStatement { Target: { } loaded } && !Names.IsMemory(loaded.Alias))
                throw QueryException.At(script, loaded.Start, loaded.Length,
                    $"explain analyze would load {loaded.Text}. Write explain without analyze: it plans the load and writes nothing.");
        }
        if (statement.Target is not { } target || Names.IsMemory(target.Alias)) return;
        var why = statement switch
        {
            CreateTableAsStatement => $"A table can be created in {Names.Memory} only: write {target.FullName}@{Names.Memory}.",
            DefinitionStatement definition =>
                $"A {definition.Kind} can be defined in {Names.Memory} only: write {target.FullName}@{Names.Memory}.",
            DropTableStatement => $"A table of another system cannot be dropped from here; only one of {Names.Memory} can.",
            ChangeStatement { Verb: "truncate" } => $"A table of another system cannot be truncated. Write delete from {target.Text} "
                + $"where true, which removes its rows one call each where the system can; koppel explain shows first how many.",
            ChangeStatement change =>
                $"{change.Verb} over a table of another system is not available. Write insert, update, delete, merge or synchronize.",
            _ => null,
        };
        if (why is not null) throw QueryException.At(script, target.Start, target.Length, why);
    }

    /// <summary>DuckDB's stack does not suffice for any depth: beyond it the program would end.</summary>
    static void CheckDepth(Statement statement, string script)
    {
        var words = statement.Part.Tokens.Where(t => !t.IsBlank).ToList();
        if (!words[0].Is(script, "set") && !words[0].Is(script, "pragma")) return;
        var setting =
            words.FindIndex(w => w.IsName && SqlText.Name(script, w).Equals("max_expression_depth", StringComparison.OrdinalIgnoreCase));
        if (setting < 0) return;
        var value = words[^1].Kind == TokenKind.Close ? words[^2] : words[^1];
        if (setting == words.Count - 1
            || (words.Count <= setting + 5
                && int.TryParse(value.In(script).Trim('\''), NumberStyles.None, CultureInfo.InvariantCulture, out var depth)
                && depth <= DeepestExpression)) return;
        throw QueryException.At(script, words[setting].Start, words[^1].End - words[setting].Start,
            string.Create(CultureInfo.InvariantCulture,
                $"max_expression_depth can be a number up to {DeepestExpression:N0} here: DuckDB's stack does not suffice for more. "
                + $"Take parts of the expression out, into a with or a view."));
    }
}
