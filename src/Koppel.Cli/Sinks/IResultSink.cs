using Koppel.Cli.Terminal;
using Koppel.Engine.Statements;
using Koppel.Output;

namespace Koppel.Cli.Sinks;

/// <summary>Where the results of a command go.</summary>
interface IResultSink : IAsyncDisposable
{
    /// <summary>A person sees the results on a terminal as they come.</summary>
    bool IsTerminal { get; }

    /// <summary>Writes a result and gives the number of its rows.</summary>
    ValueTask<long> WriteAsync(RowsResult result, CancellationToken cancellationToken = default);

    /// <summary>Writes a plan.</summary>
    ValueTask WriteAsync(PlanResult plan, CancellationToken cancellationToken = default);

    /// <summary>All went well: what was written is put in its place.</summary>
    ValueTask CompleteAsync(CancellationToken cancellationToken = default);
}

/// <summary>The results go to stdout, one after the other.</summary>
sealed class ScreenSink(string format, Screen screen, string formulas = FormulaCells.Keep) : IResultSink
{
    readonly IRowsWriter _writer = OutputFormat.Create(format, screen.Output, screen, screen.OutputIsTerminal, formulas: formulas);

    /// <inheritdoc/>
    public bool IsTerminal => screen.OutputIsTerminal;

    /// <inheritdoc/>
    public ValueTask<long> WriteAsync(RowsResult result, CancellationToken cancellationToken = default) =>
        _writer.WriteAsync(result, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask WriteAsync(PlanResult plan, CancellationToken cancellationToken = default) =>
        await _writer.WriteAsync(plan, cancellationToken);

    /// <inheritdoc/>
    public ValueTask CompleteAsync(CancellationToken cancellationToken = default) => _writer.CompleteAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _writer.DisposeAsync();
}
