using System.Globalization;
using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Control.Salesforce;

/// <summary>Values of records as the viewer shows them.</summary>
internal static class ValueText
{
    /// <summary>The value as text; empty for none.</summary>
    public static string Of(OrgData org, object? value) => value switch
    {
        null => "",
        RecordId id => org.IdTextOf(id),
        bool flag => flag ? "true" : "false",
        decimal number => number.ToString("0.############", CultureInfo.InvariantCulture),
        DateTime moment => MomentText.Of(moment),
        DateOnly date => MomentText.Of(date),
        TimeOnly time => MomentText.Of(time),
        CompoundValue parts => string.Join(", ", parts.Parts.Select(part => Of(org, part.Value)).Where(text => text.Length > 0)),
        _ => value.ToString() ?? "",
    };
}
