using System.CommandLine;
using Koppel.Cli.Faults;
using Koppel.Cli.Sinks;
using Koppel.Cli.Terminal;
using Koppel.Output;

namespace Koppel.Cli.Commands;

/// <summary>The options of every command that gives rows: their format and where they go.</summary>
sealed class ResultOptions
{
    const string PlanEnding = ".koppel";

    readonly Option<string?> _format = new("--format", "-f")
    {
        Description = "How rows are written. Without it the ending of the output file decides, or else it is table.",
        HelpName = string.Join('|', OutputFormat.Names),
    };

    readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "The file to write instead of stdout. It is replaced when all statements are done, not before.",
        HelpName = "FILE",
    };

    readonly Option<string> _formulas = new("--formulas")
    {
        Description = "What CSV and TSV do with texts that a spreadsheet program takes for formulas: keep them, or quote them with an "
            + "apostrophe. The default is keep.",
        HelpName = string.Join('|', FormulaCells.Words),
        DefaultValueFactory = _ => FormulaCells.Keep,
    };

    /// <summary>Adds the options to a command.</summary>
    public ResultOptions(Command command)
    {
        _format.AcceptOnlyFromAmong(OutputFormat.Names);
        command.Add(_format);
        command.Add(_output);
        _formulas.AcceptOnlyFromAmong(FormulaCells.Words);
        command.Add(_formulas);
    }

    /// <summary>The format that is asked for, or null.</summary>
    public string? Format(ParseResult parsed) => parsed.GetValue(_format);

    /// <summary>Whether rows go to a file.</summary>
    public bool HasOutput(ParseResult parsed) => parsed.GetValue(_output) is not null;

    /// <summary>The plan file that is to be written, or null when the output is none.</summary>
    public string? PlanFile(ParseResult parsed) =>
        parsed.GetValue(_output) is { } output && output.EndsWith(PlanEnding, StringComparison.OrdinalIgnoreCase) ? output : null;

    /// <summary>Opens what the rows go to; of a dry run, the output file gets what the loads would change.</summary>
    /// <exception cref="UsageException">They cannot go there.</exception>
    public IResultSink Open(ParseResult parsed, Screen screen, bool isDryRun) =>
        isDryRun && PlanFile(parsed) is not null ? new ScreenSink(parsed.GetValue(_format) ?? OutputFormat.Table, screen)
        : isDryRun && parsed.GetValue(_output) is not null
            ? new DryRunSink(Open(parsed, screen), new ScreenSink(OutputFormat.Table, screen))
            : Open(parsed, screen);

    /// <summary>Opens what the rows go to.</summary>
    /// <exception cref="UsageException">They cannot go there.</exception>
    public IResultSink Open(ParseResult parsed, Screen screen)
    {
        var (output, formulas) = (parsed.GetValue(_output), parsed.GetValue(_formulas)!);
        if (PlanFile(parsed) is { } plan)
            throw new UsageException($"--output: {plan} would be a plan, which koppel explain and --dry-run write. Add --dry-run.");
        var format = parsed.GetValue(_format) ?? (output is null ? OutputFormat.Table : OutputFormat.OfFile(output));
        if (output is not null) return new FileSink(output, format, screen, formulas);
        if (OutputFormat.IsBinary(format) && screen.OutputIsTerminal)
            throw new UsageException(
                $"{(format == OutputFormat.Xlsx ? "A workbook" : "A Parquet file")} cannot be shown on a terminal. Add --output "
                    + $"FILE.{format}.");
        return new ScreenSink(format, screen, formulas);
    }
}
