using System.Globalization;
using Koppel.Cli.Output;
using Koppel.Cli.Sinks;
using Koppel.Cli.Terminal;
using Koppel.Engine.Statements;

namespace Koppel.Cli.Prompt.Running;

/// <summary>Where the results of what was typed go: the screen, the pager, or the file of <c>.output</c>.</summary>
/// <param name="screen">The screen.</param>
/// <param name="settings">What dot commands said.</param>
sealed class PromptSink(Screen screen, PromptSettings settings) : IResultSink
{
    FileSink? _file;

    /// <inheritdoc/>
    public bool IsTerminal => settings.Output is null && screen.OutputIsTerminal;

    /// <inheritdoc/>
    public async ValueTask<long> WriteAsync(RowsResult result, CancellationToken cancellationToken = default)
    {
        if (settings.Output is not null) return await OfFile().WriteAsync(result, cancellationToken);
        if (settings.Pager is not null && settings.Mode == OutputFormat.Table && screen.OutputIsTerminal)
            return await PageAsync(result, settings.Pager, cancellationToken);
        var most = settings.Mode == OutputFormat.Table && screen.OutputIsTerminal ? settings.MostRows : long.MaxValue;
        await using var writer = settings.Mode == OutputFormat.Table
            ? new TableWriter(screen.Output, screen, screen.OutputIsTerminal) { Most = most, Instead = @"type \x or .pager on" }
            : OutputFormat.Create(settings.Mode, screen.Output, screen, screen.OutputIsTerminal);
        var rows = await writer.WriteAsync(result, cancellationToken);
        await writer.CompleteAsync(cancellationToken);
        if (rows > most)
            screen.Say(string.Create(CultureInfo.InvariantCulture,
                $"The first {most:N0} of {rows:N0} rows are shown. .maxrows all shows all of them, .output FILE writes them to a file."));
        return rows;
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(PlanResult plan, CancellationToken cancellationToken = default)
    {
        if (settings.Output is not null)
        {
            await OfFile().WriteAsync(plan, cancellationToken);
            return;
        }
        await using var writer = new TableWriter(screen.Output, screen, screen.OutputIsTerminal);
        await writer.WriteAsync(plan, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        if (_file is null) return;
        await _file.CompleteAsync(cancellationToken);
        settings.Written += _file.Written;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_file is not null) await _file.DisposeAsync();
    }

    async Task<long> PageAsync(RowsResult result, string pager, CancellationToken cancellationToken)
    {
        await using var pages = new PagerStream(screen, pager);
        await using var writer = new TableWriter(pages, screen, terminal: false);
        try
        {
            var rows = await writer.WriteAsync(result, cancellationToken);
            await writer.CompleteAsync(cancellationToken);
            await pages.CompleteAsync(cancellationToken);
            return rows;
        }
        catch (IOException) when (pages.IsClosed)
        {
            // Whoever closes it has seen enough of this result; the statements behind it are wanted all the same.
            screen.Say("The pager was closed before all rows were read.");
            return writer.Rows;
        }
    }

    FileSink OfFile() => _file ??= new FileSink(
        settings.Output!, OutputFormat.OfFile(settings.Output!), screen, named: ".output", first: settings.Written + 1);
}
