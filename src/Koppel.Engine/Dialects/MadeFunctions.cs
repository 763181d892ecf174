using Koppel.Engine.DuckDb;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Dialects;

/// <summary>
/// Those of our functions that a DuckDB has. They are temporary macros, which it finds whatever schema is the current one.
/// </summary>
/// <param name="duck">The DuckDB.</param>
internal sealed class MadeFunctions(DuckInstance duck)
{
    readonly Dictionary<ForeignFunction, int> _made = [];
    readonly HashSet<string> _registered = [];

    /// <summary>Those that were made, each with the greatest number of arguments that it was called with.</summary>
    public IReadOnlyDictionary<ForeignFunction, int> All => _made;

    /// <summary>Makes those that are not there and of which the user has none.</summary>
    /// <param name="wanted">The functions, each with the greatest number of arguments that it is called with.</param>
    public void Make(IEnumerable<KeyValuePair<ForeignFunction, int>> wanted)
    {
        foreach (var (function, most) in wanted)
        {
            if (_made.TryGetValue(function, out var has) ? function.FormFor is null || most <= has : IsUsers(function)) continue;
            foreach (var use in function.Uses.Where(u => _registered.Add(u.Name))) duck.Register(use.Register);
            duck.Run(function.Sql(most));
            _made[function] = most;
        }
    }

    /// <summary>The user makes or drops a function of that name: ours makes room.</summary>
    public void Forget(string name)
    {
        if (!ForeignFunctions.All.TryGetValue(name, out var function) || !_made.Remove(function)) return;
        duck.Run($"drop macro {(function.Name == "dual" ? "table " : "")}if exists temp.{SqlText.Identifier(function.Name)}");
    }

    bool IsUsers(ForeignFunction function) => duck.Query(
        $"select 1 from duckdb_functions() where not internal and function_type like '%macro' "
            + $"and lower(function_name) = {SqlText.Literal(function.Name)}",
        _ => true).Count > 0;
}
