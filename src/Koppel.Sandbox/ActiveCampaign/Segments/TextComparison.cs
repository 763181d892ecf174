using System.Text.RegularExpressions;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>Compares texts, whatever their case. A value of several options, <c>||a||b||</c>, is each of them.</summary>
internal static class TextComparison
{
    public static Func<string, bool> Of(FieldDefinition field) =>
        Positive(field.Operator, field.Value) ?? Negative(field.Operator, field.Value) ?? throw field.Misfit("texts");

    static Func<string, bool>? Negative(string name, string value) =>
        Counterpart(name) is { } other && Positive(other, value) is { } holds ? text => !holds(text) : null;

    static Func<string, bool>? Positive(string name, string value) => name switch
    {
        "=" or "is" => text => HasOption(text, option => Same(option, value)),
        "contains" => text => text.Contains(value, StringComparison.OrdinalIgnoreCase),
        "starts with" => text => text.StartsWith(value, StringComparison.OrdinalIgnoreCase),
        "is in any" => OneOf(value),
        "wildcard match" => Wildcards(value),
        "empty" => text => text.Length == 0,
        "empty|=" => text => text.Length == 0 || HasOption(text, option => Same(option, value)),
        "not empty" or "any" => text => text.Length > 0,
        _ => null,
    };

    /// <summary>The operator that a negative one denies.</summary>
    public static string? Counterpart(string name) => name switch
    {
        "!=" or "is not" => "=",
        "does not contain" => "contains",
        "does not start with" => "starts with",
        "none" => "is in any",
        _ => null,
    };

    static Func<string, bool> OneOf(string values)
    {
        var wanted = FieldDefinition.List(values).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return text => HasOption(text, wanted.Contains);
    }

    static Func<string, bool> Wildcards(string pattern)
    {
        var expression = new Regex(
            "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$",
            RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.NonBacktracking);
        return expression.IsMatch;
    }

    static bool HasOption(string text, Predicate<string> holds) =>
        text.StartsWith("||", StringComparison.Ordinal)
            ? Array.Exists(text.Split("||", StringSplitOptions.RemoveEmptyEntries), holds)
            : holds(text);

    static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
