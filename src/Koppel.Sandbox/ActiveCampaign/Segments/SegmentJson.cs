using System.Globalization;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>Writes segments the way the newer services of the API do: <c>{"data": [{"id", "type", "attributes"}]}</c>, in UTC.</summary>
internal static class SegmentJson
{
    public static Answer Data(Action<PhpJson> items) => Answer.Of(200, json =>
    {
        items(json.Name("data"u8).BeginArray());
        json.EndArray();
    });

    /// <summary>An error of these services: its status is a text.</summary>
    public static Answer Fault(int status, string name, string title, string? detail = null) => Answer.Of(status, json =>
    {
        json.Name("errors"u8).BeginArray().BeginObject().Name("status"u8).Text(name).Name("title"u8).Text(title);
        if (detail is not null) json.Name("detail"u8).Text(detail);
        json.EndObject().EndArray();
    });

    public static Answer NotFound(string key) => Fault(404, "404 NOT_FOUND", $"Segment {key} not found");

    public static Answer Invalid(string detail) => Answer.Of(400, json => json
        .Name("errors"u8).BeginArray().BeginObject().Name("status"u8).Text("400").Name("detail"u8).Text(detail).EndObject().EndArray());

    public static string Moment(DateTime utc) => utc.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    /// <summary>A segment as it was since a version.</summary>
    public static void Segment(PhpJson json, Segment segment, SegmentVersion version)
    {
        var said = version.Definition;
        json.BeginObject().Name("id"u8).Text(segment.Key).Name("type"u8).Text("Segment.v2").Name("attributes"u8).BeginObject();
        json.Name("created_date"u8).Text(Moment(version.Created)).Name("meta"u8).BeginObject();
        foreach (var (name, value) in version.Meta) json.Key(name).Text(value);
        json.EndObject().Name("segment_condition_group_operator"u8).Text(said.GroupOperator).Name("segment_condition_groups"u8)
            .BeginArray();
        foreach (var group in said.Groups) Group(json, group);
        json.EndArray().Name("segment_conditions"u8).BeginArray();
        foreach (var condition in said.Conditions) Condition(json, condition);
        json.EndArray().Name("segment_hash"u8).Text(SegmentHash.Of(said)).Name("segment_id"u8).Text(segment.Key).Name("user_id"u8).Text(1);
        if (segment.Name is not null)
            json.Name("name"u8).Text(segment.Name).Name("description"u8).Text(segment.Description ?? "").Name("category"u8)
                .Text("AUDIENCE");
        json.EndObject().EndObject();
    }

    /// <summary>A saved segment in the list of them.</summary>
    public static void Summary(PhpJson json, Segment segment)
    {
        json.BeginObject().Name("id"u8).Text(segment.Key).Name("type"u8).Text("audience").Name("attributes"u8).BeginObject();
        json.Name("segment_id"u8).Text(segment.Key).Name("category"u8).Text("audience").Name("name"u8).Text(segment.Name);
        json.Name("counts"u8).BeginObject();
        if (segment.Counts is [.., var last])
        {
            Total(json.Name("last_total"u8), last, last.Total);
            Total(json.Name("last_active_total"u8), last, last.Active);
        }

        json.EndObject().Name("created_date"u8).Text(Moment(segment.Created)).Name("updated_date"u8).Text(Moment(segment.Latest.Created));
        json.Name("last_used_date"u8).Text(segment.LastUsed is { } used ? Moment(used) : null).EndObject().EndObject();
    }

    public static void Count(PhpJson json, Segment segment, SegmentCount count) => json
        .BeginObject().Name("id"u8).Text(Seconds(count)).Name("type"u8).Text("SegmentCountHistory").Name("attributes"u8).BeginObject()
        .Name("timestamp"u8).Text(Moment(count.Moment)).Name("segment_id"u8).Text(segment.Key).Name("segment_hash"u8).Text(count.Hash)
        .Name("run_id"u8).Text(count.Run).Name("result_count"u8).Number(count.Total).Name("active_result_count"u8).Number(count.Active)
        .EndObject().EndObject();

    public static long Seconds(SegmentCount count) => new DateTimeOffset(count.Moment).ToUnixTimeSeconds();

    static void Group(PhpJson json, ConditionGroup group)
    {
        json.BeginObject().Name("id"u8).Text(group.Id).Name("operator"u8).Text(group.Operator).Name("values"u8).BeginArray();
        foreach (var id in group.Conditions) json.BeginObject().Name("id"u8).Text(id).Name("type"u8).Text("condition").EndObject();
        json.EndArray().EndObject();
    }

    static void Condition(PhpJson json, ConditionDefinition condition)
    {
        json.BeginObject();
        if (condition.Aggregate is { } aggregate) Aggregate(json.Name("field_aggregate"u8), aggregate);
        json.Name("fields"u8).BeginArray();
        foreach (var field in condition.Fields)
        {
            json.BeginObject().Name("data_type"u8).Text(field.DataType).Name("name"u8).Text(field.Name).Name("operator"u8)
                .Text(field.Operator).Name("value"u8).Text(field.Value);
            if (field.External) json.Name("external"u8).Bool(true);
            json.EndObject();
        }

        json.EndArray().Name("hash"u8).Text(SegmentHash.Of(condition, counted: true)).Name("hash_simple"u8)
            .Text(SegmentHash.Of(condition, counted: false));
        json.Name("id"u8).Text(condition.Id).Name("object_type"u8).Text(condition.ObjectType).Name("source_system"u8).Text("activecampaign")
            .EndObject();
    }

    static void Aggregate(PhpJson json, AggregateDefinition aggregate) => json.BeginObject()
        .Name("aggregate_field_operator"u8).Text(aggregate.Operator).Name("aggregate_field_value"u8).Text(aggregate.Value)
        .Name("aggregate_field_start_value"u8).Text(aggregate.Start).Name("aggregate_field_end_value"u8).Text(aggregate.End)
        .Name("aggregate_field_time_within_unit"u8).Text(aggregate.Unit).Name("aggregate_field_time_within_value"u8)
        .Number(aggregate.Within)
        .EndObject();

    static void Total(PhpJson json, SegmentCount count, int total) => json.BeginObject()
        .Name("count"u8).Number(total).Name("last_total_updated"u8).Text(Moment(count.Moment)).Name("run_id"u8).Text(count.Run)
        .Name("run_id_start"u8).Text(Moment(count.Moment)).Name("run_id_end"u8).Text(Moment(count.Moment)).EndObject();
}
