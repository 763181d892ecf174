using Koppel.Connectors.ActiveCampaign.Fields;

namespace Koppel.Connectors.Tests.ActiveCampaign.Fields;

/// <summary>What the columns of custom fields are called.</summary>
public sealed class FieldColumnsTests
{
    [Fact]
    public void A_name_belongs_to_the_table_first_and_to_the_oldest_field_then()
    {
        var columns = new FieldColumns(
            [Field(9, "KLEUR"), Field(3, "Kleur"), Field(5, "EMAIL"), Field(6, ""), Field(7, "KLEUR_9"), Field(12, "MAAT")],
            ["id", "email"]);

        Assert.Equal(["Kleur", "EMAIL_5", "FIELD_6", "KLEUR_9", "KLEUR_9_1", "MAAT"], columns.Columns.Select(c => c.Name));
        Assert.Equal(9, columns.Find("kleur_9_1")!.Id);
        Assert.Null(columns.Find("email"));
    }

    [Fact]
    public void A_field_is_found_by_its_column_its_tag_and_a_title_that_only_it_has()
    {
        var names = new FieldNames(
            new FieldColumns([Field(1, "KLEUR", "Favoriete kleur"), Field(2, "MAAT", "Maat"), Field(3, "MAAT_2", "Maat")], []));

        Assert.Equal([1L, 1L, 1L, 2L, 3L],
            new[] { "kleur", "%KLEUR%", " favoriete kleur ", "Maat", "MAAT_2" }.Select(
                n => names.Find(n, out var field) is null ? field!.Id : 0));
        Assert.Equal("There is no field named 'Lengte'. There are: KLEUR, MAAT, MAAT_2.", names.Find("Lengte", out _)!.Reason);
    }

    static CustomField Field(long id, string name, string title = "") => new(id, name, title, FieldKind.Text);
}
