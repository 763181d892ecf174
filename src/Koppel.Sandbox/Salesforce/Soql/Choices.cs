namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>The choices of a picklist of several.</summary>
internal static class Choices
{
    public static HashSet<string> Of(string text) =>
        new(text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
}
