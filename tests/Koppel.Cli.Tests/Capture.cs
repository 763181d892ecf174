using System.Text;
using Koppel.Cli.Sinks;
using Koppel.Cli.Terminal;
using Koppel.Engine.Statements;

namespace Koppel.Cli.Tests;

/// <summary>A screen whose output is kept.</summary>
sealed class Capture
{
    readonly MemoryStream _output = new();
    readonly StringWriter _error = new() { NewLine = "\n" };

    public Capture(bool terminal = false, int width = 80, bool errorTerminal = false, bool styles = false) =>
        Screen =
            new Screen(_output, _error) { OutputIsTerminal = terminal, ErrorIsTerminal = errorTerminal, Width = width, Styles = styles };

    public Screen Screen { get; }

    public string Out => Encoding.UTF8.GetString(_output.ToArray());

    public string Error => _error.ToString();

    /// <summary>What a format makes of results.</summary>
    public async Task<string> WriteAsync(string format, params RowsResult[] results)
    {
        await using (var sink = new ScreenSink(format, Screen))
        {
            foreach (var result in results) await sink.WriteAsync(result);
            await sink.CompleteAsync();
        }

        return Out;
    }
}
