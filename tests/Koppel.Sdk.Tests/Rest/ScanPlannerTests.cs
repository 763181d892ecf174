using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Tests.Rest;

public sealed class ScanPlannerTests
{
    static readonly RestTable People = new("people", Item: "person")
    {
        Path = "people",
        Paging = Paging.ByKey(100, "id_greater", "orders[id]", "ASC") with { Total = "meta.total" },
        Columns =
        [
            Column.Key("id"), Column.Text("email"), Column.Text("name"), Column.BigInt("team"), Column.Date("born"),
            Column.Boolean("active"),
            new Column("tags", ColumnKind.BigIntList) { Hidden = true },
        ],
        Filters =
        [
            Filter.Many("id", "ids[]", most: 10),
            Filter.ById("id", "people/{id}"),
            Filter.Query("email", "email", Match.Inexact),
            Filter.Query("name", "name", Match.Exact),
            Filter.Query("born", "born", Match.Exact),
            Filter.Query("active", "active", Match.Exact),
            Filter.Path("team", "teams/{team}/people"),
            Filter.Above("id", "id_greater"),
            Filter.Below("id", "id_less"),
        ],
        Sideloads = [new Sideload("tags", "personTags", "person", "tag")],
    };

    [Fact]
    public void Without_predicates_the_list_is_read_page_by_page()
    {
        var plan = Plan();

        Assert.True(plan.IsPaged);
        Assert.Equal((null, null), (plan.Calls, plan.PushedLimit));
        Assert.Equal(["GET /api/people in pages of 100"], plan.Requests);
    }

    [Fact]
    public void A_column_that_only_the_list_gives_when_asked_is_asked_for_and_brought_by_nothing_else()
    {
        var counted = People with { Columns = [.. People.Columns, Column.BigInt("visits"), Column.BigInt("orders")],
            ListColumns = [new("visits", "count", "true"), new("orders", "count", "true")] };

        var list = ScanPlanner.Plan(counted, "/api/", new ScanRequest { Columns = counted.Columns });
        Assert.Equal(["GET /api/people?include=personTags&count=true in pages of 100"], list.Requests);
        Assert.Equal("people?include=personTags&count=true", list.Reads[0].Path);
        var found = ScanPlanner.Plan(
            counted, "/api/", new ScanRequest { Columns = [Column.BigInt("visits")], Predicates = [new Predicate.In("email", ["a@x"])] });
        Assert.Equal("people?email=a%40x&count=true", found.Reads[0].Path);
        var byTeam = ScanPlanner.Plan(
            counted, "/api/", new ScanRequest { Columns = [Column.BigInt("visits")], Predicates = [new Predicate.In("team", [1L])] });
        Assert.Equal((true, Match.Unsupported), (byTeam.IsPaged, byTeam.Answers[0].Match));
        Assert.DoesNotContain("count", ScanPlanner.Plan(counted, "/api/", new ScanRequest { Columns = [counted.Key] }).Reads[0].Path,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1), InlineData(10, 1), InlineData(11, 2), InlineData(100, 10)]
    public void Values_are_asked_for_as_many_a_call_as_the_filter_takes(int values, int calls)
    {
        var plan = Plan(new Predicate.In("ID", [.. Enumerable.Range(1, values).Select(i => (object)(long)i)]));

        Assert.False(plan.IsPaged);
        Assert.Equal(calls, plan.Calls);
        Assert.Equal(calls, plan.Reads.Count);
        Assert.Equal((Match.Exact, "ids[]"), (plan.Answers[0].Match, plan.Answers[0].How));
        Assert.Equal(["GET /api/people?ids[]=… (10 a call)"], plan.Requests);
        Assert.StartsWith("people?ids[]=1", plan.Reads[0].Path, StringComparison.Ordinal);
        Assert.Equal(ReadShape.OnePage, plan.Reads[0].Shape);
    }

    [Fact]
    public void The_filter_with_the_fewest_calls_is_chosen()
    {
        var plan = Plan(new Predicate.In("email", ["a@x", "b@x", "c@x"]), new Predicate.In("id", [1L, 2L]));

        Assert.Equal([Match.Unsupported, Match.Exact], plan.Answers.Select(a => a.Match));
        Assert.Equal(["people?ids[]=1&ids[]=2"], plan.Reads.Select(r => r.Path));
    }

    [Fact]
    public void Among_equals_an_exact_filter_is_chosen()
    {
        var plan = Plan(Equal("email", "a@x"), Equal("name", "Ann"));

        Assert.Equal([Match.Unsupported, Match.Exact], plan.Answers.Select(a => a.Match));
        Assert.Equal("people?name=Ann", plan.Reads[0].Path);
    }

    [Fact]
    public void An_inexact_filter_keeps_the_limit_at_home()
    {
        var plan = Plan(5, Equal("email", "a b@x"));

        Assert.Equal((Match.Inexact, (long?)null), (plan.Answers[0].Match, plan.PushedLimit));
        Assert.Equal("people?email=a%20b%40x", plan.Reads[0].Path);
    }

    [Theory]
    [InlineData(0, 0), InlineData(1, 1), InlineData(100, 1), InlineData(101, null)]
    public void A_limit_travels_with_a_list_without_open_predicates(int limit, int? calls)
    {
        var plan = Plan(limit);

        Assert.Equal((limit, calls), ((int?)plan.PushedLimit, (int?)plan.Calls));
    }

    [Fact]
    public void A_limit_does_not_travel_with_a_predicate_that_is_not_sent() =>
        Assert.Null(Plan(5, new Predicate.Contains("name", "n")).PushedLimit);

    [Theory]
    [InlineData(ComparisonOperator.Greater, 7, "id_greater=7"), InlineData(ComparisonOperator.GreaterOrEqual, 7, "id_greater=6")]
    [InlineData(ComparisonOperator.GreaterOrEqual, 1, "id_greater=0"), InlineData(ComparisonOperator.Greater, 0, "id_greater=0")]
    [InlineData(ComparisonOperator.Less, 7, "id_less=7"), InlineData(ComparisonOperator.LessOrEqual, 7, "id_less=8"),
        InlineData(ComparisonOperator.Less, 1, "id_less=1")]
    public void A_bound_on_the_key_is_sent_exactly(ComparisonOperator comparison, long value, string sent)
    {
        var plan = Plan(3, new Predicate.Compare("id", comparison, value));

        Assert.Equal((Match.Exact, 3), (plan.Answers[0].Match, (int?)plan.PushedLimit));
        Assert.Equal([$"GET /api/people?{sent} in pages of 100"], plan.Requests);
        Assert.Equal(
            sent.StartsWith("id_greater", StringComparison.Ordinal) ? ("people", long.Parse(sent[11..])) : ($"people?{sent}", (long?)null),
            (plan.Reads[0].Path, plan.Reads[0].From));
    }

    [Theory]
    [InlineData(ComparisonOperator.Greater, -1), InlineData(ComparisonOperator.GreaterOrEqual, 0), InlineData(ComparisonOperator.Less, 0)]
    [InlineData(ComparisonOperator.Less, -7), InlineData(ComparisonOperator.LessOrEqual, -1),
        InlineData(ComparisonOperator.GreaterOrEqual, long.MinValue)]
    [InlineData(ComparisonOperator.LessOrEqual, long.MaxValue), InlineData(ComparisonOperator.NotEqual, 7)]
    public void A_bound_that_the_system_could_take_for_none_stays_at_home(ComparisonOperator comparison, long value)
    {
        var plan = Plan(3, new Predicate.Compare("id", comparison, value));

        Assert.Equal((Match.Unsupported, null), (plan.Answers[0].Match, plan.PushedLimit));
        Assert.Equal(("people", (long?)null), (plan.Reads[0].Path, plan.Reads[0].From));
    }

    [Fact]
    public void A_second_bound_of_the_same_kind_stays_at_home()
    {
        var plan = Plan(new Predicate.Compare("id", ComparisonOperator.Greater, 3L),
            new Predicate.Compare("id", ComparisonOperator.Less, 9L), new Predicate.Compare("id", ComparisonOperator.Greater, 5L));

        Assert.Equal([Match.Exact, Match.Exact, Match.Unsupported], plan.Answers.Select(a => a.Match));
        Assert.Equal(["GET /api/people?id_greater=3&id_less=9 in pages of 100"], plan.Requests);
    }

    [Fact]
    public void Rows_in_another_list_are_asked_for_through_it()
    {
        var table = People with { Columns = [Column.Key("id"), Column.BigInt("person")], Name = "personTags", Sideloads = [],
            Filters = [Filter.Many("person", "ids[]", 100) with { Through = "people" }] };
        var plan = ScanPlanner.Plan(
            table, "/api/", new ScanRequest { Columns = table.Columns, Predicates = [new Predicate.In("person", [1L, 2L])] });

        Assert.Equal(("people?ids[]=1&ids[]=2&include=personTags", "people", ReadShape.OnePage),
            (plan.Reads[0].Path, plan.Reads[0].Pattern, plan.Reads[0].Shape));
        Assert.Equal(["GET /api/people?ids[]=… (100 a call)"], plan.Requests);
    }

    [Fact]
    public void A_filter_of_many_values_that_have_many_rows_each_is_read_page_by_page()
    {
        var table = People with { Filters = [Filter.Many("team", "teams[]", 100)] };
        var plan = ScanPlanner.Plan(
            table, "/api/", new ScanRequest { Columns = table.Columns, Predicates = [new Predicate.In("team", [1L, 2L])] });

        Assert.Equal(ReadShape.Pages, Assert.Single(plan.Reads).Shape);
    }

    [Fact]
    public void A_value_in_the_path_makes_a_list_of_its_own()
    {
        var plan = Plan(new Predicate.In("team", [4L, 5L]));

        Assert.Equal([("teams/4/people", "teams/{id}/people", true), ("teams/5/people", "teams/{id}/people", true)],
            plan.Reads.Select(r => (r.Path, r.Pattern, r.IsInPath)));
        Assert.Equal(("in the path", "GET /api/teams/{team}/people"), (plan.Answers[0].How, plan.Requests[0]));
    }

    [Theory]
    [InlineData("id", "id=1", "people?ids[]=1&include=personTags"), InlineData("team", "team=1", "teams/1/people?include=personTags"),
        InlineData("", "", "people?include=personTags")]
    public void Another_list_is_included_when_its_column_is_wanted(string column, string _, string path)
    {
        var plan = ScanPlanner.Plan(People, "/api/",
            new ScanRequest { Columns = [People.Columns[^1]], Predicates = column.Length == 0 ? [] : [Equal(column, 1L)] });

        Assert.Equal(path, plan.Reads[0].Path);
    }

    [Fact]
    public void No_values_take_no_calls()
    {
        var plan = Plan(new Predicate.In("id", []));

        Assert.Equal(0, plan.Calls);
        Assert.Empty(plan.Reads);
        Assert.Equal(["nothing: there is no value to ask for"], plan.Requests);
    }

    [Fact]
    public void Values_are_asked_for_once_and_without_case_where_the_system_ignores_it()
    {
        Assert.Equal(1, Plan(new Predicate.In("email", ["a@x", "A@X", "a@x"])).Calls);
        Assert.Equal(2, Plan(new Predicate.In("name", ["Ann", "ANN", "Ann"])).Calls);
        Assert.Equal("people?ids[]=1", Plan(new Predicate.In("id", [1L, 1L])).Reads[0].Path);
    }

    [Fact]
    public void An_empty_value_is_not_asked_for_because_it_means_no_filter()
    {
        Assert.True(Plan(Equal("name", "")).IsPaged);
        Assert.True(Plan(new Predicate.In("email", ["a@x", ""])).IsPaged);
    }

    [Fact]
    public void Values_are_written_as_an_api_reads_them()
    {
        Assert.Equal("people?born=2026-01-31", Plan(Equal("born", new DateOnly(2026, 1, 31))).Reads[0].Path);
        Assert.Equal("people?active=1", Plan(Equal("active", true)).Reads[0].Path);
    }

    [Fact]
    public void The_same_request_gets_the_same_plan()
    {
        var predicate = new Predicate.In("id", [3L, 1L, 2L]);

        Assert.Equal(Plan(predicate).Reads, Plan(predicate).Reads);
    }

    static Predicate.Compare Equal(string column, object value) => new(column, ComparisonOperator.Equal, value);

    static RestScanPlan Plan(params Predicate[] predicates) => Plan(null, predicates);

    static RestScanPlan Plan(long? limit, params Predicate[] predicates) =>
        ScanPlanner.Plan(People, "/api/",
            new ScanRequest { Columns = [.. People.Columns.Where(c => !c.Hidden)], Predicates = predicates, Limit = limit });
}
