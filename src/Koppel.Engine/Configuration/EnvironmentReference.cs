using System.Text.RegularExpressions;

namespace Koppel.Engine.Configuration;

/// <summary>Replaces <c>${env:NAME}</c> by the variable's value. <c>$${</c> stands for <c>${</c> itself.</summary>
static partial class EnvironmentReference
{
    /// <summary>The text with all references resolved.</summary>
    /// <param name="text">The text as written.</param>
    /// <param name="environment">Gives a variable, or null.</param>
    /// <param name="fault">Is told of each reference that cannot be resolved, as the rest of a sentence.</param>
    public static ResolvedText Resolve(string text, Func<string, string?> environment, Action<string> fault)
    {
        if (!text.Contains("${", StringComparison.Ordinal)) return new ResolvedText(text, Referred: false, Failed: false);
        var (referred, failed) = (false, false);
        var value = Pattern().Replace(text, match =>
        {
            if (match.Value == "$${") return "${";
            referred = true;
            if (match.Groups["name"] is { Success: true } name)
            {
                if (environment(name.Value) is { } found) return found;
                fault($"refers to the environment variable {name.Value}, which is not set. Set it, for example: export {name.Value}=…");
            }
            else
            {
                fault(
                    "holds '${', which does not begin a reference. Write ${env:NAME} for an environment variable, or $${ for the "
                    + "characters themselves.");
            }

            failed = true;
            return "";
        });
        return new ResolvedText(value, referred, failed);
    }

    [GeneratedRegex(@"\$\$\{|\$\{env:(?<name>[A-Za-z_][A-Za-z0-9_]*)\}|\$\{")]
    private static partial Regex Pattern();
}

/// <summary>A text whose references were resolved.</summary>
/// <param name="Value">The text.</param>
/// <param name="Referred">It held a reference, so that its value may not be shown.</param>
/// <param name="Failed">A reference could not be resolved.</param>
readonly record struct ResolvedText(string Value, bool Referred, bool Failed);
