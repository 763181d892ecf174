namespace Koppel.Engine.GuidedLoads;

/// <summary>How people write yes and no in a cell, in English, Dutch and German.</summary>
internal static class YesNo
{
    /// <summary>Words that mean yes, in small letters.</summary>
    public static readonly IReadOnlyList<string> Yes =
        ["yes", "y", "ja", "j", "true", "waar", "wahr", "x", "1", "v", "✓", "✔", "aan", "on"];

    static readonly HashSet<string> s_yes = new(Yes, StringComparer.OrdinalIgnoreCase);

    static readonly HashSet<string> s_no = new(["no", "n", "nee", "nein", "false", "onwaar", "falsch", "0", "-", "uit", "off"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a text says one of both.</summary>
    public static bool Is(string text) => s_yes.Contains(text.Trim()) || s_no.Contains(text.Trim());

    /// <summary>Whether it says yes.</summary>
    public static bool IsYes(string text) => s_yes.Contains(text.Trim());
}
