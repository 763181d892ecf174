namespace Koppel.EndToEnd.Tests;

/// <summary>What tests of taking a run back do.</summary>
static class Undoing
{
    /// <summary>Runs a command that must come to its end without fault.</summary>
    public static async Task<Koppel> DoneAsync(Sandbox sandbox, params string[] arguments)
    {
        var done = await sandbox.RunAsync(arguments);
        Assert.True(done.ExitCode == 0, $"{string.Join(' ', arguments)}\n{done.Error}");
        return done;
    }

    /// <summary>Loads.</summary>
    public static Task<Koppel> LoadAsync(Sandbox sandbox, string sql) => DoneAsync(sandbox, "query", sql);

    /// <summary>Takes a run back.</summary>
    public static Task<Koppel> UndoAsync(Sandbox sandbox, int run, params string[] more) =>
        DoneAsync(sandbox, ["undo", $"{run}", "--yes", "--summary", "json", .. more]);

    /// <summary>The rows of a query as CSV.</summary>
    public static async Task<string> ReadAsync(Sandbox sandbox, string sql) =>
        (await DoneAsync(sandbox, "query", sql, "--format", "csv")).Output;
}
