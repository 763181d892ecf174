namespace Koppel.Connectors.Salesforce.Query;

/// <summary>What numbers are called in answers.</summary>
internal static class Aliases
{
    /// <summary>How often a combination of values occurs.</summary>
    public const string Count = "koppelCount";

    /// <summary>The least value of a column.</summary>
    public static string Least(int column) => FormattableString.Invariant($"koppelLeast{column}");

    /// <summary>The greatest.</summary>
    public static string Greatest(int column) => FormattableString.Invariant($"koppelGreatest{column}");
}
