using System.Text.RegularExpressions;

namespace Koppel.Engine.Secrets;

/// <summary>What a secret can be called.</summary>
public static partial class SecretName
{
    /// <summary>What such names are, as the end of a sentence.</summary>
    public const string Rule = "letters, digits, '_', '-' and '.', beginning with a letter or '_', 128 at most";

    /// <summary>As a pattern, for references to secrets.</summary>
    internal const string Pattern = "[A-Za-z_][A-Za-z0-9_.-]{0,127}";

    /// <summary>Whether it is one.</summary>
    public static bool IsValid(string name) => Whole().IsMatch(name);

    [GeneratedRegex(@"\A" + Pattern + @"\z")]
    private static partial Regex Whole();
}
