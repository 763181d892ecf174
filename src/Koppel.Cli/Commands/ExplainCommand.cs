using System.CommandLine;
using System.Runtime.CompilerServices;
using Koppel.Cli.Faults;
using Koppel.Cli.Scripts;
using Koppel.Cli.Terminal;
using Koppel.Engine.Statements;

namespace Koppel.Cli.Commands;

/// <summary><c>koppel explain "SQL"</c>: shows a statement's plan.</summary>
static class ExplainCommand
{
    const string Word = "explain";

    /// <summary>The command.</summary>
    public static KoppelCommand Create(Screen screen) => new(
        Word,
        "Shows what a statement would do, without doing it: requests, calls, minutes.",
        command => Fill(command, screen),
        "koppel explain \"select * from contacts@ac where email = 'john.doe@acme.com'\"");

    static void Fill(Command command, Screen screen)
    {
        var sql = new Argument<string>("SQL") { Description = "One statement; - reads it from stdin." };
        command.Add(sql);
        var session = new SessionOptions(command);
        var results = new ResultOptions(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var database = session.Open(parsed);
            await using var sink = results.Open(parsed, screen);
            var runner = new ScriptRunner(screen, sink);
            var text = Explained(await ScriptText.OfArgumentAsync(parsed.GetRequiredValue(sql), cancellationToken));
            var plan = OnlyAsync(token => database.ExecuteAsync(text, runner.Options, token), cancellationToken);
            var code = await runner.RunAsync(plan, cancellationToken: cancellationToken);
            if (code is ExitCode.Done) await sink.CompleteAsync(cancellationToken);
            return code;
        });
    }

    /// <summary>
    /// The result of a script's only statement. A second one would not be explained but run: so it is asked for with a token that is
    /// cancelled already, which tells whether it is there and does not let it begin.
    /// </summary>
    /// <exception cref="UsageException">There is a second statement.</exception>
    public static async IAsyncEnumerable<StatementResult> OnlyAsync(
        Func<CancellationToken, IAsyncEnumerable<StatementResult>> execute,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var results = execute(stop.Token).GetAsyncEnumerator(stop.Token);
        if (!await results.MoveNextAsync()) yield break;
        var only = results.Current is RowsResult rows ? await rows.KeptAsync(stop.Token) : results.Current;
        if (only is not FailedResult && await HasNextAsync(results, stop, cancellationToken))
            throw new UsageException("explain takes one statement, and more follow it. Explain them one by one.");
        yield return only;
    }

    static async Task<bool> HasNextAsync(
        IAsyncEnumerator<StatementResult> results, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        await stop.CancelAsync();
        try
        {
            return await results.MoveNextAsync();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return true;
        }
    }

    /// <summary>The statement with the word in front, unless it stands there already.</summary>
    public static string Explained(string sql)
    {
        var text = sql.TrimStart();
        var begins = text.StartsWith(Word, StringComparison.OrdinalIgnoreCase)
            && (text.Length == Word.Length || char.IsWhiteSpace(text[Word.Length]));
        return begins ? sql : $"{Word} {sql}";
    }
}
