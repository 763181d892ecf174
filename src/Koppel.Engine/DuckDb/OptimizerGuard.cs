using Koppel.Engine.Sql;

namespace Koppel.Engine.DuckDb;

/// <summary>
/// Turns off, for statements with remote tables, what DuckDB's optimizer does wrong over table functions; what the user turned off stays
/// so, and all others are as the user wants them.
/// </summary>
internal sealed class OptimizerGuard(DuckInstance duck)
{
    /// <summary>
    /// It fetches the rows that a window keeps by their row number, and those of a table function have none: the statement fails.
    /// </summary>
    const string Faulty = "top_n_window_elimination";

    /// <summary>What the user turned off; null while that is what DuckDB has.</summary>
    string? _users;

    /// <summary>Is called before each statement.</summary>
    /// <param name="readsRemote">It reads a remote table.</param>
    public void Set(bool readsRemote)
    {
        if (readsRemote && _users is null)
        {
            var users = duck.Scalar("select current_setting('disabled_optimizers')") as string ?? "";
            duck.Run($"set disabled_optimizers = {SqlText.Literal(users.Length == 0 ? Faulty : $"{users},{Faulty}")}");
            _users = users;
        }
        else if (!readsRemote && _users is { } users)
        {
            duck.Run($"set disabled_optimizers = {SqlText.Literal(users)}");
            _users = null;
        }
    }
}
