namespace Koppel.Sandbox.Tests;

public sealed class FaultRuleTests
{
    [Theory]
    [InlineData("429:0.1", FaultKind.TooManyRequests, 0.1, null, null)]
    [InlineData("500-before:1", FaultKind.ErrorBefore, 1.0, null, null)]
    [InlineData("500-after@3:POST /api/3/import/bulk_import", FaultKind.ErrorAfter, null, 3, "POST /api/3/import/bulk_import")]
    [InlineData("503:.5:/api/3/tags", FaultKind.Unavailable, 0.5, null, "/api/3/tags")]
    [InlineData("cut@1", FaultKind.Cut, null, 1, null)]
    [InlineData("slow@2:GET /api/3/contacts/{id}", FaultKind.Slow, null, 2, "GET /api/3/contacts/{id}")]
    [InlineData("garbage:0.5", FaultKind.Garbage, 0.5, null, null)]
    [InlineData("import-partial:1", FaultKind.ImportPartial, 1.0, null, null)]
    [InlineData("import-interrupted@2:POST /api/3/import/bulk_import", FaultKind.ImportInterrupted, null, 2,
        "POST /api/3/import/bulk_import")]
    public void A_rule_is_a_kind_a_time_and_perhaps_a_route(string text, FaultKind kind, double? probability, int? nth, string? route)
    {
        var rule = FaultRule.Parse(text);
        Assert.Equal((kind, probability, nth, route, text), (rule.Kind, rule.Probability, rule.Nth, rule.Route, rule.Text));
    }

    [Theory]
    [InlineData("429", "no probability and no call number")]
    [InlineData("", "no probability and no call number")]
    [InlineData("418:0.5",
        "'418' is no kind of fault. The kinds are 429 500-before 500-after 503 cut slow garbage import-partial import-interrupted "
            + "match-fails match-slow.")]
    [InlineData("cut:0", "'0' is no probability")]
    [InlineData("cut:1.5", "'1.5' is no probability")]
    [InlineData("cut:0,5", "'0,5' is no probability")]
    [InlineData("cut:NaN", "'NaN' is no probability")]
    [InlineData("cut@0", "'0' is no call number")]
    [InlineData("cut@-1", "'-1' is no call number")]
    [InlineData("cut@1:contacts", "'contacts' is no route")]
    [InlineData("cut@1:post /api/3/tags", "is no route")]
    [InlineData("import-partial@1:GET /api/3/contacts", "Leave the route out.")]
    [InlineData("match-fails@1:GET /api/3/contacts", "Leave the route out.")]
    public void A_text_that_is_no_rule_is_refused_with_a_reason(string text, string reason)
    {
        var fault = Assert.Throws<FormatException>(() => FaultRule.Parse(text));
        Assert.Contains($"The fault '{text}' cannot be read", fault.Message, StringComparison.Ordinal);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cut@1:POST /api/3/tags", "POST /api/3/tags", "/api/3/tags", true)]
    [InlineData("cut@1:POST /api/3/tags", "GET /api/3/tags", "/api/3/tags", false)]
    [InlineData("cut@1:GET /api/3/tags", "GET /api/3/tags/{id}", "/api/3/tags/1", false)]
    [InlineData("cut@1:GET /api/3/tags/{id}", "GET /api/3/tags/{id}", "/api/3/tags/1", true)]
    [InlineData("cut@1:GET /api/3/tags/1", "GET /api/3/tags/{id}", "/api/3/tags/1", true)]
    [InlineData("cut@1:/api/3/tags", "GET /api/3/tags/{id}", "/api/3/tags/1", true)]
    [InlineData("cut@1:/api/3/tags", "GET /api/3/contacts", "/api/3/contacts", false)]
    [InlineData("import-partial@1", "GET /api/3/contacts", "/api/3/contacts", false)]
    [InlineData("match-slow@1", "GET /api/3/segmentMatchAll/{segment}", "/api/3/segmentMatchAll/7", true)]
    [InlineData("match-slow@1", "GET /api/3/segmentMatchAll/{segment}/{run}", "/api/3/segmentMatchAll/7/8", false)]
    [InlineData("import-partial@1:/api/3/import", "GET /api/3/import/info", "/api/3/import/info", false)]
    public void A_rule_is_about_its_route_only(string text, string route, string path, bool expected) =>
        Assert.Equal(expected, FaultRule.Parse(text).IsAbout(route, path));
}
