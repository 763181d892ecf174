using Koppel.Engine.Catalog;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Execution;

/// <summary>What is not there yet, or cannot be, is refused before anything is done, with the reason.</summary>
internal static class Refusal
{
    /// <summary>Refuses a statement that cannot be run.</summary>
    /// <exception cref="QueryException">It cannot be run.</exception>
    public static void Check(Statement statement, string script)
    {
        Parameters.Check(script, statement.Part);
        if (statement is ExplainStatement { Inner: { } inner } explain)
        {
            statement = inner;
            if (explain.Analyze && inner is WriteStatement { Target: { } loaded } && !Names.IsMemory(loaded.Alias))
                throw QueryException.At(script, loaded.Start, loaded.Length, $"explain analyze would load {loaded.Text}. Write explain without analyze: it plans the load and writes nothing.");
        }
        if (statement.Target is not { } target || Names.IsMemory(target.Alias)) return;
        var why = statement switch
        {
            CreateTableAsStatement => $"A table can be created in {Names.Memory} only: write {target.FullName}@{Names.Memory}.",
            DefinitionStatement definition => $"A {definition.Kind} can be defined in {Names.Memory} only: write {target.FullName}@{Names.Memory}.",
            DropTableStatement => $"A table of another system cannot be dropped from here; only one of {Names.Memory} can.",
            ChangeStatement change => $"{change.Verb} over a table of another system is not available. Write insert, update, delete, merge or synchronize.",
            _ => null,
        };
        if (why is not null) throw QueryException.At(script, target.Start, target.Length, why);
    }
}
