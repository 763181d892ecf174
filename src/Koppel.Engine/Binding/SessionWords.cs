using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Binding;

/// <summary>What <c>local define</c> and <c>use</c> leave to the statements behind them.</summary>
internal sealed class SessionWords
{
    readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    /// <summary>The connections in which tables without one are read; none unless a statement said so.</summary>
    public IReadOnlyList<ConnectionSettings> Used { get; set; } = [];

    /// <summary>A variable has this value from now on.</summary>
    public void Define(string name, string value) => _variables[name] = value;

    /// <summary>The variables of a statement: those that the session was told of later win.</summary>
    /// <param name="given">Those that the script is run with.</param>
    public IReadOnlyDictionary<string, string> Over(IReadOnlyDictionary<string, string> given) => _variables.Count == 0
        ? given
        : new Dictionary<string, string>(given.Where(v => !_variables.ContainsKey(v.Key)).Concat(_variables), StringComparer.Ordinal);

    /// <summary>Refuses a load while several connections are in use: into which of them would not be certain.</summary>
    /// <exception cref="QueryException">Several are in use.</exception>
    public void CheckLoad(WriteStatement load, string script)
    {
        if (Used.Count > 1)
            throw QueryException.At(script, load.Target.Start, load.Target.Length,
                $"{load.Kind} is refused while {Names} are in use: several connections are only read at once. Write use before it, which "
                    + "goes back to none, and name the tables with their connections.");
    }

    /// <summary>The connections in use, such as <c>ac1, ac2</c>.</summary>
    public string Names => string.Join(", ", Used.Select(c => c.Name));
}
