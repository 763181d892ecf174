using Koppel.Sandbox.ActiveCampaign.Resources;
using Koppel.Sandbox.ActiveCampaign.Segments;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.Control.Pages;

/// <summary>What a segment says, as a line of text: <c>(tag = Prospect and tag != Churned)</c>.</summary>
static class SegmentWords
{
    public static string Of(Store store, SegmentDefinition segment)
    {
        if (segment.Conditions.Count == 0) return "everybody";
        var conditions = segment.Conditions.ToDictionary(condition => condition.Id, condition => Of(store, condition), StringComparer.Ordinal);
        return string.Join($" {segment.GroupOperator} ", segment.Groups.Where(group => group.Conditions.Count > 0)
            .Select(group => $"({string.Join($" {group.Operator} ", group.Conditions.Select(id => conditions[id]))})"));
    }

    static string Of(Store store, ConditionDefinition condition)
    {
        var fields = string.Join(" and ", condition.Fields.Select(field => $"{Name(condition, field)} {field.Operator} {Value(store, field)}".TrimEnd()));
        return condition.Aggregate is not { } count ? fields
            : $"{fields}, {count.Operator} {(count.Operator == "between" ? $"{count.Start} and {count.End}" : count.Value)} times" + (count.Within > 0 ? $" in the last {count.Within} {count.Unit}" : "");
    }

    static string Name(ConditionDefinition condition, FieldDefinition field) => condition.ObjectType == "contact" ? field.Name : field.Name.StartsWith(condition.ObjectType, StringComparison.Ordinal)
        ? condition.ObjectType
        : $"{condition.ObjectType} {field.Name}";

    /// <summary>A tag or a list that is named by its id is told by its name.</summary>
    static string Value(Store store, FieldDefinition field) => field.Name switch
    {
        "tagid" => store.Tags.Find(QueryText.ToInt(field.Value))?.Name ?? field.Value,
        "listid" => store.Table(Lists.Resource).Find(QueryText.ToInt(field.Value))?.Text("name") ?? field.Value,
        _ => field.Value,
    };
}
