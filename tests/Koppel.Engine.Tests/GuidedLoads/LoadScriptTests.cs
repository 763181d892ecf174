using Koppel.Engine.GuidedLoads;
using Koppel.Engine.Hosting;

namespace Koppel.Engine.Tests.GuidedLoads;

/// <summary>The script that a mapping means.</summary>
public sealed class LoadScriptTests
{
    static readonly SourceTable s_source = SourceTable.Of("Customers", "january") with { Title = "sheet Customers of January.xlsx" };

    static readonly (string, string)[] s_columns =
        [("E-mail", "VARCHAR"), ("First name", "VARCHAR"), ("Number", "BIGINT"), ("Interests", "VARCHAR"), ("VIP", "BOOLEAN"),
            ("Firm", "VARCHAR"), ("List", "VARCHAR")];

    static readonly MappedColumn[] s_mapped =
    [
        new("E-mail", ColumnUse.Key), new("First name", ColumnUse.Field) { Target = "firstName", FillEmpty = true },
        new("Number", ColumnUse.Field) { Target = "KLANTNUMMER", ClearsNulls = true }, new("Interests", ColumnUse.Tags) { Separator = "/" },
        new("VIP", ColumnUse.TagIf) { Target = "V'I'P" }, new("Firm", ColumnUse.Account), new("List", ColumnUse.List),
    ];

    [Fact]
    public void Where_contacts_may_be_created_all_of_a_contact_travels_in_one_row()
    {
        var script = Write(new LoadMapping("ac", s_mapped) { CreateContacts = true, TagsOfAll = ["Fair"], Automations = "skip" });
        Assert.Equal(
            """
            -- Loads sheet Customers of January.xlsx into ac.
            --   E-mail: who it is
            --   First name: firstName, where it is empty
            --   Number: KLANTNUMMER, an empty cell empties it
            --   Interests: tags
            --   VIP: yes gives the tag V'I'P
            --   Firm: the account
            --   List: joins the list
            --   every contact: Fair

            set automations@ac = 'skip';
            insert into ContactsWithFields@ac (email, firstName, KLANTNUMMER, tags, lists, account)
                nulls clear on (KLANTNUMMER)
                fill empty on (firstName)
                add choices on (tags, lists)
            select normalize_email(s."E-mail"),
                   s."First name",
                   cast(s."Number" as varchar),
                   list_concat([trim(part) for part in string_split(s."Interests", '/') if trim(part) <> ''],
                     case when s."VIP" then ['V''I''P'] end,
                     ['Fair']),
                   split_tags(s."List"),
                   s."Firm"
            from   Customers@january s;

            """, script.Text);
        Assert.Equal(["setting", "contacts"], script.Statements.Select(s => s.What));
    }

    [Fact]
    public void Who_has_left_a_list_is_subscribed_again_where_that_was_said_and_no_kept_mapping_says_it()
    {
        var mapping = new LoadMapping("ac", s_mapped) { CreateContacts = true, Resubscribe = true };
        Assert.Contains("\nset resubscribe@ac = 'on';\n", Write(mapping).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("resubscribe", Write(mapping with { Resubscribe = false }).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("resubscribe", KeptLoadText.Write(new KeptLoad(mapping)), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_none_may_be_created_no_statement_creates_one()
    {
        var script = Write(new LoadMapping("ac", s_mapped) { CreateTags = false });
        Assert.Equal(["setting", "setting", "tags", "lists", "accounts", "fields"], script.Statements.Select(s => s.What));
        Assert.Contains("set create_contacts@ac = 'off';", script.Text, StringComparison.Ordinal);
        Assert.Contains("join   contacts@ac c on c.email = normalize_email(s.\"E-mail\");", script.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("automations", script.Text, StringComparison.Ordinal);
        Assert.Equal(6, StatementOutline.Of(script.Text).Count);
    }

    [Fact]
    public void Nothing_in_a_name_ends_a_comment_a_name_or_a_text()
    {
        string[] names =
            ["a\nb; drop table x", "it's", "say \"x\"", "@ac", "-- c", "/*", "😀", "$name", "${name}", "select", "a\0b", "\u2028x", "é;"];
        var columns = names.Select(n => (n, "VARCHAR")).Prepend(("E-mail", "VARCHAR")).ToList();
        var mapped = names.Select((n, i) => i % 2 == 0 ? new MappedColumn(n, ColumnUse.TagIf) { Target = n } : new(n, ColumnUse.Tag))
            .Prepend(new MappedColumn("E-mail", ColumnUse.Key)).ToList();
        var mapping = new LoadMapping("ac", mapped) { CreateContacts = true, TagsOfAll = names };
        var script = LoadScriptWriter.Write(SourceTable.Of("She\"et; 1", "x") with { Title = "a\n; b" }, columns, mapping);
        var statements = StatementOutline.Of(script.Text);
        Assert.Equal(["insert"], statements.Select(s => s.Kind));
        Assert.Equal(["ac", "x"], statements[0].Connections.Order());
    }

    static LoadScript Write(LoadMapping mapping) => LoadScriptWriter.Write(s_source, s_columns, mapping);
}
