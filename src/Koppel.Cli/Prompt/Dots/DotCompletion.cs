using Koppel.Cli.Prompt.Editing;
using Koppel.Cli.Prompt.Running;
using Koppel.Cli.Terminal;

namespace Koppel.Cli.Prompt.Dots;

/// <summary>What may stand in a dot command: commands, tables, connections, files, words. For SQL the engine is asked.</summary>
/// <param name="commands">The dot commands.</param>
/// <param name="session">The session, whose tables are listed.</param>
/// <param name="screen">Its folder is that of the files.</param>
/// <param name="sql">Knows what may stand in SQL.</param>
sealed class DotCompletion(IReadOnlyList<DotCommand> commands, PromptSession session, Screen screen, IPromptCompletion sql)
    : IPromptCompletion
{
    /// <inheritdoc/>
    public async Task<Completions> CompleteAsync(string script, int offset, CancellationToken cancellationToken)
    {
        if (!DotLine.Is(script)) return await sql.CompleteAsync(script, offset, cancellationToken);
        var start = script.Length - script.TrimStart().Length;
        var blank = script.AsSpan(start, Math.Max(0, offset - start)).IndexOfAny(' ', '\t');
        if (blank < 0) return Of(start, offset, script, [.. commands.Select(c => new Completion(c.Name, c.Name + Blank(c), c.Does))]);

        var word = script.Substring(start, blank);
        var command = commands.FirstOrDefault(c => c.Name.Equals(word, StringComparison.OrdinalIgnoreCase) || c.Aliases.Contains(word));
        if (command is null) return Completions.None;
        var from = start + blank;
        while (from < offset && script[from] is ' ' or '\t') from++;
        return Of(from, offset, script, await ItemsAsync(command, script[from..offset], cancellationToken));
    }

    static string Blank(DotCommand command) => command.Takes.Length > 0 ? " " : "";

    static Completions Of(int from, int to, string script, IReadOnlyList<Completion> items)
    {
        var there = script[from..to];
        return new Completions(from, to, [.. items.Where(i => i.Insert.StartsWith(there, StringComparison.OrdinalIgnoreCase))]);
    }

    async Task<IReadOnlyList<Completion>> ItemsAsync(DotCommand command, string there, CancellationToken cancellationToken) =>
        command.Argument switch
        {
            DotArgument.Word => Words(command),
            DotArgument.Connection => [.. session.Current.Connections.Select(c => new Completion(c.Name, c.Name, c.Type))],
            DotArgument.Table => [.. (await session.Current.ListTablesAsync(null, cancellationToken)).Where(t => t.Fault is null)
                .Select(t => new Completion($"{t.Name}@{t.Connection}", $"{t.Name}@{t.Connection}", t.Description))],
            DotArgument.File => [.. Words(command), .. FileNames.Beginning(there, screen)],
            _ => [],
        };

    static IReadOnlyList<Completion> Words(DotCommand command) => [.. command.Words.Select(w => new Completion(w, w))];
}
