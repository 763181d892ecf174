namespace Koppel.Sandbox.Tests.Segments;

/// <summary>Segments as a client sends them.</summary>
static class SegmentText
{
    /// <summary>A segment of one group of conditions.</summary>
    public static string Of(string? name, string join, params string[] conditions) => $$$"""
        {"data":[{"attributes":{{{{(name is null ? "" : $"\"name\":\"{name}\",")}}}"segment_condition_group_operator":"and",
          "segment_condition_groups":[{"id":"1","operator":"{{{join}}}","values":[{{{Values(conditions.Length)}}}]}],
          "segment_conditions":[{{{string.Join(',', conditions.Select(Numbered))}}}]}}]}
        """;

    public static string Tag(string field, string comparison, string value, string more = "") =>
        Condition("tag", field, comparison, value, more);

    public static string Contact(string field, string comparison, string value) => Condition("contact", field, comparison, value, "");

    public static string Condition(string about, string field, string comparison, string value, string more) =>
        $$$"""
        {"id":"ID","source_system":"activecampaign","object_type":"{{{about}}}",
         "fields":[{"name":"{{{field}}}","data_type":"string","operator":"{{{comparison}}}","value":"{{{value}}}"}]{{{more}}}}
        """;

    static string Numbered(string condition, int index) => condition.Replace("\"ID\"", $"\"{index + 1}\"", StringComparison.Ordinal);

    static string Values(int count) =>
        string.Join(',', Enumerable.Range(1, count).Select(id => $$"""{"id":"{{id}}","type":"condition"}"""));
}
