using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>A segment as a call sent it: <c>{"data": [{"attributes": {…}}]}</c>.</summary>
/// <param name="Key">The id that it asks for; null for any.</param>
/// <param name="Name">The name of a saved segment.</param>
/// <param name="Description">What is said about it.</param>
/// <param name="Definition">What it says.</param>
/// <param name="Meta">What the client keeps with it.</param>
internal sealed record SegmentSent(
    string? Key, string? Name, string? Description, SegmentDefinition Definition, IReadOnlyDictionary<string, string> Meta)
{
    const int LongestDescription = 1000;

    /// <summary>The segments of a body.</summary>
    /// <exception cref="SegmentFault">There is none, or one does not hold together.</exception>
    public static IReadOnlyList<SegmentSent> Read(JsonElement? body)
    {
        var sent = Items(body.Member("data")).Select(Of).ToArray();
        return sent.Length > 0 ? sent : throw new SegmentFault("data is a required field.");
    }

    /// <summary>Conditions that join in with a segment's own: <c>{"data": {"attributes": {…}, "type": "additionalCriteria"}}</c>.</summary>
    public static SegmentDefinition ReadCriteria(JsonElement? attributes) =>
        Said(attributes.Member("group_operator"), attributes.Member("condition_groups"), attributes.Member("conditions"));

    static SegmentSent Of(JsonElement? data)
    {
        var attributes = data.Member("attributes");
        if (attributes is null) throw new SegmentFault("attributes is a required field.");
        var description = attributes.Member("description").Text();
        if (description?.Length > LongestDescription)
            throw new SegmentFault($"description may have {LongestDescription} characters at most.");
        var name = attributes.Member("name").Text();
        return new(
            data.Member("id").Text(),
            string.IsNullOrWhiteSpace(name) ? null : name,
            description,
            Whole(attributes),
            attributes.Member("meta") is { ValueKind: JsonValueKind.Object } meta
                ? meta.EnumerateObject()
                    .ToDictionary(member => member.Name, member => ((JsonElement?)member.Value).Text() ?? "", StringComparer.Ordinal)
                : new Dictionary<string, string>());
    }

    static SegmentDefinition Whole(JsonElement? attributes)
    {
        foreach (var name in (string[])["segment_conditions", "segment_condition_groups", "segment_condition_group_operator"])
        {
            if (attributes.Member(name) is null) throw new SegmentFault($"{name} is a required field.");
        }

        return Said(attributes.Member("segment_condition_group_operator"), attributes.Member("segment_condition_groups"),
            attributes.Member("segment_conditions"));
    }

    static SegmentDefinition Said(JsonElement? joined, JsonElement? groups, JsonElement? conditions)
    {
        var segment = new SegmentDefinition(Operator(joined, "segment_condition_group_operator"), [.. Items(groups).Select(Group)],
            [.. Items(conditions).Select(Condition)]);
        var ids = segment.Conditions.Select(condition => condition.Id).ToArray();
        if (ids.Distinct(StringComparer.Ordinal).Count() != ids.Length) throw new SegmentFault("Two conditions have the same id.");
        var grouped = segment.Groups.SelectMany(group => group.Conditions).ToArray();
        if (grouped.Except(ids, StringComparer.Ordinal).FirstOrDefault() is { } stray)
            throw new SegmentFault($"A condition group names the condition {stray}, which is not there.");
        if (grouped.Distinct(StringComparer.Ordinal).Count() != grouped.Length)
            throw new SegmentFault("A condition must not be in more than one condition group.");
        var loose = ids.Except(grouped, StringComparer.Ordinal).ToArray();
        return loose.Length == 0
            ? segment
            : throw new SegmentFault(
                $"These conditions must be included in a condition group for the segment to be valid: [{string.Join(", ", loose)}]");
    }

    static ConditionGroup Group(JsonElement? group) =>
        new(group.Member("id").Text() ?? "", Operator(group.Member("operator"), "operator"),
            [.. Items(group.Member("values")).Select(value => value.Member("id").Text() ?? "")]);

    static ConditionDefinition Condition(JsonElement? condition)
    {
        if (condition.Member("source_system").Text() is not { Length: > 0 } source)
            throw new SegmentFault("SourceSystem is a required field.");
        if (source != "activecampaign") throw new SegmentFault($"The source_system '{source}' is not known. Write activecampaign.");
        if (condition.Member("object_type").Text() is not { Length: > 0 } kind) throw new SegmentFault("ObjectType is a required field.");
        FieldDefinition[] fields = [.. Items(condition.Member("fields")).Select(Field)];
        return fields.Length > 0 || Aggregate(condition.Member("field_aggregate")) is not null
            ? new(condition.Member("id").Text() ?? "", kind, fields, Aggregate(condition.Member("field_aggregate")))
            : throw new SegmentFault("Fields is a required field.");
    }

    static FieldDefinition Field(JsonElement? field) => new(
        field.Member("name").Text() is { Length: > 0 } name ? name : throw new SegmentFault("Name is a required field."),
        field.Member("operator").Text() ?? "",
        field.Member("value").Text() ?? "",
        field.Member("data_type").Text() ?? "",
        field.Member("external").Flag());

    static AggregateDefinition? Aggregate(JsonElement? sent) => sent.Member("aggregate_field_operator").Text() is not { Length: > 0 } name
        ? null
        : new(
            name,
            sent.Member("aggregate_field_value").Text() ?? "",
            sent.Member("aggregate_field_start_value").Text() ?? "",
            sent.Member("aggregate_field_end_value").Text() ?? "",
            sent.Member("aggregate_field_time_within_unit").Text() ?? "",
            sent.Member("aggregate_field_time_within_value").Id() ?? 0);

    static string Operator(JsonElement? sent, string name) => sent.Text()?.ToLowerInvariant() switch
    {
        "and" => "and",
        "or" => "or",
        var other => throw new SegmentFault($"{name} is '{other}'; it must be and or or."),
    };

    /// <summary>The items of a list; one thing that stands alone is a list of one.</summary>
    static IEnumerable<JsonElement?> Items(JsonElement? list) => list switch
    {
        { ValueKind: JsonValueKind.Array } items => items.EnumerateArray().Select(item => (JsonElement?)item),
        { ValueKind: JsonValueKind.Object } one => [one],
        _ => [],
    };
}
