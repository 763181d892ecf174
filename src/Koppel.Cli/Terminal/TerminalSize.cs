namespace Koppel.Cli.Terminal;

/// <summary>How large the process's terminal is now.</summary>
static class TerminalSize
{
    /// <summary>In cells; 80 where the terminal does not tell.</summary>
    public static int Width => Of(() => Console.WindowWidth, 80);

    /// <summary>In rows; 24 where the terminal does not tell.</summary>
    public static int Height => Of(() => Console.WindowHeight, 24);

    static int Of(Func<int> measure, int fallback)
    {
        try
        {
            return measure() is > 0 and var size ? size : fallback;
        }
        catch (IOException)
        {
            return fallback;
        }
    }
}
