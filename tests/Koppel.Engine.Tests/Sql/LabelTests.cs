using Koppel.Engine.Sql;

namespace Koppel.Engine.Tests.Sql;

public sealed class LabelTests
{
    static IReadOnlyDictionary<int, string> Headings(string sql, int columns) =>
        Rewriter.Rewrite(sql, Statement.Parse(sql, Script.Split(sql)[0]), new Dictionary<string, string>()).HeadingsFor(columns);

    static QueryException Refused(string script) => Assert.Throws<QueryException>(() => Headings(script, 9));

    [Theory]
    [InlineData("select a label 'A', b, c + 1 label 'C'", 3, "0=A 2=C")]
    [InlineData("select f(a, b) label 'F', (select max(x) from t) label 'M' from t", 2, "0=F 1=M")]
    [InlineData("select *, b label 'B' from t", 5, "4=B")]
    [InlineData("select a label 'A', * from t", 5, "0=A")]
    [InlineData("select t.*, a label 'A', b from t", 6, "4=A")]
    [InlineData("select distinct a as x label 'It''s' from t", 1, "0=It's")]
    [InlineData("with w as (select 1 a) select a label 'A' from w", 1, "0=A")]
    [InlineData("from t select a label 'A'", 1, "0=A")]
    [InlineData("select case when a then 1 end label 'Case', 'x' label 'Text', \"q\" label 'Quoted'", 3, "0=Case 1=Text 2=Quoted")]
    [InlineData("select 2 * label from t", 1, "")]
    public void A_label_is_the_heading_of_its_column(string sql, int columns, string headings) =>
        Assert.Equal(headings, string.Join(' ', Headings(sql, columns).OrderBy(h => h.Key).Select(h => $"{h.Key}={h.Value}")));

    [Theory]
    [InlineData("select x from (select a label 'A' from t)")]
    [InlineData("select a from t where a label 'A'")]
    [InlineData("select a label 'A' union select b label 'B'")]
    [InlineData("insert into t@ac (x) select a label 'A' from t")]
    [InlineData("create table x as select a label 'A'")]
    public void A_label_without_effect_is_refused(string script) =>
        Assert.StartsWith("A label gives a column of the output its heading", Refused(script).Message, StringComparison.Ordinal);

    [Fact]
    public void A_label_between_two_stars_is_refused() =>
        Assert.Contains("Between two *", Refused("select t.*, a label 'A', u.* from t, u").Message, StringComparison.Ordinal);

    [Fact]
    public void A_second_label_for_the_same_column_is_refused()
    {
        var fault = Refused("select a label 'A' label 'B'");
        Assert.Equal("This column has a label already. Give it one.", fault.Message);
        Assert.Equal(20, fault.Column);
    }
}
