using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;
using Koppel.Sdk.Tests.Testing;

namespace Koppel.Sdk.Tests.Rest;

public sealed class RestTableTests
{
    static readonly RestTable Right = new("things", Item: "thing")
    {
        Path = "things", Paging = Paging.Offset(100) with { Total = "meta.total" },
        Columns = [Column.Key("id"), Column.Text("name"), new Column("tags", ColumnKind.BigIntList)],
    };

    [Fact]
    public void A_declaration_that_can_be_used_has_no_fault() => Assert.Empty(Right.Faults());

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var wrong = Right with
        {
            Paging = new Paging { Max = 0, After = "id_greater" },
            Columns = [Column.Date("id") with { IsKey = true }, Column.Text("name"), Column.Text("NAME"), Column.Timestamp("at"),
                new Column("price", ColumnKind.Decimal) { Form = ValueForm.SmallestUnits }],
            Filters =
            [
                Filter.Query("nam", "name", Match.Exact), Filter.Path("name", "people/{nam}/things"), Filter.ById("id", "things"),
                Filter.Above("name", "name_greater"),
                Filter.Many("id", "ids[]", 0), Filter.Many("id", "ids[]", 500) with { Through = "people" },
                Filter.Since("at", "after") with { Match = Match.Exact },
            ],
            Sideloads = [new Sideload("name", "names", "thing", "name"), new Sideload("tag", "tags", "thing", "tag")],
            ListColumns = [new ListColumn("count", "counts", "true")],
            Identity = ["title"],
            Defaults = new Dictionary<string, string> { ["kind"] = "x" },
            Orders = [new RowOrder("name", "orders[name]", "ASC", "DESC")],
            Update = RowCall.Put("things"),
            Delete = RowCall.Delete("things/{key}"),
            Refusals = new Dictionary<WriteOperation, string> { [WriteOperation.Update] = "No." },
        };

        Assert.Equal(
        [
            "Table 'things': the key 'id' is a DATE, but must be a whole number or a text.",
            "Table 'things': a page of 0 rows holds none.",
            "Table 'things' is walked by key, but nothing puts its rows in the order of their keys.",
            "Table 'things' has column 'name' twice.",
            "Table 'things': the filter on 'nam' names no column.",
            "Table 'things': the sideload on 'tag' names no column.",
            "Table 'things': the list column on 'count' names no column.",
            "Table 'things': the identity on 'title' names no column.",
            "Table 'things': the default on 'kind' names no column.",
            "Table 'things': the filter on 'name' has no place for it in 'people/{nam}/things'.",
            "Table 'things': the filter on 'id' has no place for it in 'things'.",
            "Table 'things': the filter on 'id' cannot carry 0 values a call.",
            "Table 'things': the filter on 'id' reads 'people', of which one page must hold all 500 values of a call.",
            "Table 'things': 'name' has a bound, but is no whole number and no time.",
            "Table 'things': 'at' has a bound that is called exact, but a bound of a time is widened.",
            "Table 'things': 'name' stands in another list of the answer, so it must be a list of whole numbers or of texts.",
            "Table 'things': 'name' has an order, but is no whole number and no time, which all systems order alike.",
            "Table 'things': 'price' is money in smallest units, but nothing tells its currency.",
            "Table 'things': 'things' has no place for the key.",
            "Table 'things': 'things/{key}' has no place for the key.",
            "Table 'things': 'things/{key}' names 'key', which is no column.",
            "Table 'things' has a reason why rows cannot be updated, and a call for it.",
        ], wrong.Faults());
    }

    [Fact]
    public void A_table_without_a_key_is_told() =>
        Assert.Equal(["Table 'things' has no key column."], (Right with { Columns = [Column.Text("name")] }).Faults());

    [Fact]
    public void A_wrong_declaration_cannot_be_opened()
    {
        using var account = TestAccount.At(new Uri("http://127.0.0.1:1/"));

        var fault = Assert.Throws<InvalidOperationException>(() => account.Open(Right with { Identity = ["a", "b"] }));
        Assert.Equal(
            "Table 'things': the identity on 'a' names no column. Table 'things': the identity on 'b' names no column.", fault.Message);
    }

    [Fact]
    public void The_schema_tells_what_can_be_done()
    {
        Assert.Equal(TableVerbs.Select, Right.Schema.Verbs);
        Assert.Equal(
            TableVerbs.Select | TableVerbs.Insert | TableVerbs.Update | TableVerbs.Delete,
            (Right with { Insert = RowCall.Post("x"), Update = RowCall.Put("x/{id}"), Delete = RowCall.Delete("x/{id}") }).Schema.Verbs);
        Assert.Equal(TableVerbs.Select | TableVerbs.Insert,
            (Right with { Bulk = new BulkWriter([], _ => throw new NotSupportedException(), () => []) }).Schema.Verbs);
        Assert.True((Right with { Synonyms = ["Stuff"] }).Schema.IsNamed("STUFF"));
    }

    [Fact]
    public void Only_a_post_is_not_repeatable_unless_declared()
    {
        Assert.Equal([false, true, true], new[] { RowCall.Post("x"), RowCall.Put("x"), RowCall.Delete("x") }.Select(c => c.Repeatable));
        Assert.True((RowCall.Post("x") with { Repeatable = true }).Repeatable);
    }
}
