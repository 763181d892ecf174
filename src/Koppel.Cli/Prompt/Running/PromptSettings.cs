using Koppel.Cli.Sinks;

namespace Koppel.Cli.Prompt.Running;

/// <summary>What dot commands change: how results are shown, and where they go.</summary>
sealed class PromptSettings
{
    /// <summary>How many rows of a table are shown when nothing else is said.</summary>
    public const long UsualRows = 200;

    /// <summary>The format on the screen.</summary>
    public string Mode { get; set; } = OutputFormat.Table;

    /// <summary>The file to which results go instead; null for the screen.</summary>
    public string? Output { get; set; }

    /// <summary>How many files have been written since it was named: the second is <c>name-2.csv</c>.</summary>
    public int Written { get; set; }

    /// <summary>How long a statement took is told.</summary>
    public bool HasTimer { get; set; } = true;

    /// <summary>The program that shows what does not fit on the screen; null for none.</summary>
    public string? Pager { get; set; } = PagerOfUser;

    /// <summary>The program that is used when one is asked for.</summary>
    public static string PagerToUse => PagerOfUser ?? (OperatingSystem.IsWindows() ? "more" : "less -S");

    static string? PagerOfUser => Environment.GetEnvironmentVariable("PAGER") is { Length: > 0 } pager ? pager : null;

    /// <summary>How many rows of a table are shown.</summary>
    public long MostRows { get; set; } = UsualRows;
}
