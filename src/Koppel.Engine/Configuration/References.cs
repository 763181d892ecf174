using System.Text.RegularExpressions;
using Koppel.Engine.Secrets;
using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Configuration;

/// <summary>
/// Replaces <c>${env:NAME}</c> by the variable's value and <c>${secret:NAME}</c> by the secret. <c>$${</c> stands for <c>${</c> itself.
/// </summary>
public static partial class References
{
    /// <summary>A text as it is to be written so that nothing in it is taken for a reference.</summary>
    public static string Escaped(string text) => text.Replace("${", "$${", StringComparison.Ordinal);

    /// <summary>Which secret or variable a text is as a whole; null when it is none of them alone.</summary>
    public static (bool IsSecret, string Name)? Whole(string text) =>
        Pattern().Match(text) is { Success: true, Index: 0 } match && match.Length == text.Length
            ? match.Groups["secret"] is { Success: true } secret ? (true, secret.Value)
            : match.Groups["env"] is { Success: true } variable ? (false, variable.Value)
            : null
        : null;

    /// <summary>The text with all references resolved, for what stands in other files than the configuration.</summary>
    /// <param name="text">The text as written.</param>
    /// <param name="source">Gives variables and secrets.</param>
    /// <param name="fault">What cannot be resolved, as the rest of a sentence; null when all is.</param>
    /// <returns>The text, a secret perhaps; null when something cannot be resolved.</returns>
    public static string? Value(string text, ConfigurationSource source, out string? fault)
    {
        var wrong = new List<string>();
        var resolved = Resolve(text, source, wrong.Add);
        fault = resolved.Failed ? wrong[0] : null;
        return resolved.Failed ? null : resolved.Value;
    }

    /// <summary>The text with all references resolved.</summary>
    /// <param name="text">The text as written.</param>
    /// <param name="source">Gives variables and secrets.</param>
    /// <param name="fault">Is told of each reference that cannot be resolved, as the rest of a sentence.</param>
    internal static ResolvedText Resolve(string text, ConfigurationSource source, Action<string> fault)
    {
        if (!text.Contains("${", StringComparison.Ordinal)) return new ResolvedText(text, Referred: false, Failed: false);
        var (referred, failed) = (false, false);
        string? whole = null;
        var value = Pattern().Replace(text, match =>
        {
            if (match.Value == "$${") return "${";
            referred = true;
            if (match.Groups["secret"] is { Success: true } secret && match.Length == text.Length) whole = secret.Value;
            var found = match switch
            {
                _ when match.Groups["env"] is { Success: true } env => Variable(env.Value, source, fault),
                _ when match.Groups["secret"] is { Success: true } kept => Secret(kept.Value, source, fault),
                _ => Unknown(fault),
            };
            failed |= found is null;
            return found ?? "";
        });
        return new ResolvedText(value, referred, failed) { Secret = whole };
    }

    static string? Variable(string name, ConfigurationSource source, Action<string> fault)
    {
        if (source.Environment(name) is { } found) return found;
        fault($"refers to the environment variable {name}, which is not set. Set it, for example: export {name}=…");
        return null;
    }

    static string? Secret(string name, ConfigurationSource source, Action<string> fault)
    {
        try
        {
            if (source.Secrets?.Find(name) is { } found) return found;
            var near = Suggestion.For(name, source.Secrets?.List().Keys ?? []);
            fault($"refers to the secret {name}, which is not there. "
                + (near is null ? $"Store it: koppel secrets set {name}" : $"Did you mean '{near}'?"));
        }
        catch (ConnectorException wrong)
        {
            fault($"refers to the secret {name}, which cannot be read: {wrong.Message}");
        }
        return null;
    }

    static string? Unknown(Action<string> fault)
    {
        fault(
            "holds '${', which does not begin a reference. Write ${env:NAME} for an environment variable, ${secret:NAME} for a secret of "
            + "koppel secrets, or $${ for the characters themselves.");
        return null;
    }

    [GeneratedRegex(@"\$\$\{|\$\{env:(?<env>[A-Za-z_][A-Za-z0-9_]*)\}|\$\{secret:(?<secret>" + SecretName.Pattern + @")\}|\$\{")]
    private static partial Regex Pattern();
}

/// <summary>A text whose references were resolved.</summary>
/// <param name="Value">The text.</param>
/// <param name="Referred">It held a reference, so that its value may not be shown.</param>
/// <param name="Failed">A reference could not be resolved.</param>
readonly record struct ResolvedText(string Value, bool Referred, bool Failed)
{
    /// <summary>The name of the secret that it is as a whole, or null.</summary>
    public string? Secret { get; init; }
}
