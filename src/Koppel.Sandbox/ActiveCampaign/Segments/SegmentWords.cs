using System.Globalization;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Fields;
using Koppel.Sandbox.ActiveCampaign.Lists;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>What a segment asks for, in words, with names for ids: <c>tag = Customer and list = News</c>.</summary>
internal static class SegmentWords
{
    public static string Of(SegmentDefinition segment, Store store)
    {
        if (segment.Conditions.Count == 0) return "everybody";
        var groups = segment.Groups.Where(group => group.Conditions.Count > 0).Select(group => (
            group.Conditions.Count,
            Text: string.Join($" {group.Operator} ",
                group.Conditions.Select(id => Of(segment.Conditions.First(condition => condition.Id == id), store))))).ToArray();
        return string.Join(
            $" {segment.GroupOperator} ", groups.Select(group => group.Count > 1 && groups.Length > 1 ? $"({group.Text})" : group.Text));
    }

    static string Of(ConditionDefinition condition, Store store)
    {
        var said = string.Join(", ",
            condition.Fields.Select(
                field => $"{Name(condition.ObjectType, field.Name, store)} {field.Operator} {Value(field, store)}".TrimEnd()));
        return condition.Aggregate is { } count
            ? $"number of {condition.ObjectType}s {(said.Length > 0 ? $"with {said} " : "")}{count.Operator} "
                + $"{(count.Operator == "between" ? $"{count.Start} and {count.End}" : count.Value)}"
            : said;
    }

    static string Name(string about, string field, Store store) => field switch
    {
        "tagid" => "tag",
        "listid" => "list",
        _ when about == "contact" && ContactConditions.CustomField(store, field) is { } id =>
            store.Table(FieldRows.Resource).Find(id)?.Text("title") ?? field,
        _ => about == "contact" || field == about ? field : $"{field} of the {about}",
    };

    static string Value(FieldDefinition field, Store store) => field.Name switch
    {
        "tagid" => Names(field, id => store.Tags.Find(id)?.Name),
        "listid" => Names(field, id => store.Table(ListRows.Resource).Find(id)?.Text("name")),
        _ => field.Value,
    };

    static string Names(FieldDefinition field, Func<int, string?> name) =>
        string.Join(", ",
            FieldDefinition.List(field.Value)
                .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? name(id) ?? text : text));
}
