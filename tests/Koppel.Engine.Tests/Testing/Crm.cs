using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Testing;

/// <summary>A small system of contacts, tags and which contact carries which tag.</summary>
sealed class Crm
{
    public MemoryTable Contacts { get; init; } = new("contacts",
        Column.Key("id"), Column.Text("email"), Column.Text("country"), new Column("score", ColumnKind.Double), Column.Date("born"),
        Column.Timestamp("cdate"), Column.Boolean("active"), Column.Text("secret") with { Hidden = true })
    {
        Filters = [FilterRule.Exact("id"), FilterRule.Lookup("email", 2), FilterRule.Inexact("country")],
        PageSize = 2,
        Rows =
        [
            [1L, "ada@x.nl", "NL", 1.5, new DateOnly(1990, 1, 2), Instant(1), true, "s1"],
            [2L, "bob@x.de", "DE", 2.5, new DateOnly(1991, 1, 2), Instant(2), false, "s2"],
            [3L, "cid@x.nl", "NL", null, null, null, null, "s3"],
            [4L, "dan@x.be", "BE", 4.5, new DateOnly(1993, 1, 2), Instant(4), true, "s4"],
            [5L, "eva@x.nl", "NL", 5.5, new DateOnly(1994, 1, 2), Instant(5), false, "s5"],
            [6L, "fay@x.de", "DE", 6.5, new DateOnly(1995, 1, 2), Instant(6), true, null],
            [7L, "gus@x.fr", null, 7.5, new DateOnly(1996, 1, 2), Instant(7), true, "s7"],
        ],
    };

    public MemoryTable Tags { get; init; } = new("tags", Column.Key("id"), Column.Text("tag"))
    {
        Filters = [FilterRule.Lookup("tag")],
        Rows = [[10L, "Test"], [11L, "VIP"], [12L, "Old"]],
    };

    public WritableMemoryTable ContactTags { get; init; } = new("contactTags",
        Column.Key("id"), Column.BigInt("contact") with { Required = true, References = "contacts" },
        Column.BigInt("tag") with { Required = true, References = "tags" }, Column.Timestamp("cdate") with { ReadOnly = true })
    {
        Schema = new TableSchema("contactTags",
        [
            Column.Key("id"), Column.BigInt("contact") with { Required = true, References = "contacts" },
            Column.BigInt("tag") with { Required = true, References = "tags" }, Column.Timestamp("cdate") with { ReadOnly = true },
        ])
        { Synonyms = ["ContactTagsByContactId"] },
        Filters = [FilterRule.Lookup("contact"), FilterRule.Inexact("tag")],
        SideReads = [new SideRead("contacts", ["id", "email"])],
        Rows = [[100L, 1L, 11L, Instant(1)], [101L, 2L, 11L, Instant(2)], [102L, 2L, 12L, Instant(3)]],
    };

    public TestDatabase Open() => TestDatabase.Of(Contacts, Tags, ContactTags);

    /// <summary>What was asked of all tables, in the order of their names.</summary>
    public string Asked => string.Join('\n', Contacts.Asked.Concat(Tags.Asked).Concat(ContactTags.Asked).Order(StringComparer.Ordinal));

    static DateTimeOffset Instant(int day) => new(2026, 1, day, 12, 0, 0, TimeSpan.Zero);
}
