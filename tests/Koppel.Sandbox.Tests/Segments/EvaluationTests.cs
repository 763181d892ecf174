using CsCheck;
using Koppel.Sandbox.ActiveCampaign.Contacts;
using Koppel.Sandbox.ActiveCampaign.Fields;
using Koppel.Sandbox.ActiveCampaign.Lists;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Places;
using Koppel.Sandbox.ActiveCampaign.Segments;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Http;

namespace Koppel.Sandbox.Tests.Segments;

/// <summary>Indexes make segments quick; they must not make them wrong.</summary>
public sealed class EvaluationTests
{
    static readonly DateTime Now = new(2026, 6, 1, 15, 30, 0, DateTimeKind.Utc);

    static readonly Gen<FieldDefinition> TagField = OneOf(
        Tag("tagid", "=", "1"), Tag("tagid", "=", "2"), Tag("tagid", "=", "77"), Tag("tagid", "!=", "2"), Tag("tagid", "is in any", "1,3"),
        Tag("tagid", "none", "2,3"), Tag("tagid", "all", "1,2"),
        Tag("tagid", "missing at least one", "1,2"), Tag("tagid", "any", ""), Tag("tagid", "empty", ""), Tag("tag", "=", "alpha"),
        Tag("tag", "contains", "a"), Tag("tag", "does not contain", "a"));

    static readonly Gen<FieldDefinition> ListField = OneOf(
        Tag("listid", "=", "1"), Tag("listid", "!=", "2"), Tag("listid", "is in any", "1,2"), Tag("listid", "none", "1,2"),
        Tag("listid", "all", "1,2"), Tag("listid", "=", "9"), Tag("listid", "any", ""),
        Tag("list", "=", "NEWS"), Tag("list", "contains", "e"));

    static readonly Gen<FieldDefinition> ListRow = OneOf(Tag("status", "=", "1"), Tag("status", "=", "unsubscribed"),
        Tag("status", "is in any", "0,3"), Tag("status", "!=", "1"), Text("sdate", ">=", "2026-05-10"));

    static readonly Gen<FieldDefinition> ContactField = OneOf(
        Text("first_name", "=", "ANNA"), Text("first_name", "!=", "Anna"), Text("first_name", "empty", ""),
        Text("email", "contains", "@b."), Text("email", "starts with", "p1"), Text("email", "=", "P3@a.example"),
        Text("last_name", "wildcard match", "*e?"), Text("account_name", "is", "acme"), Text("account_name", "not empty", ""),
        Text("id", ">", "20"), Text("id", "between", "5,12"),
        Text("cdate", ">=", "-30 days"), Text("cdate", "=", "2026-05-20"), Text("cdate", "<", "2026-05-01"),
        Text("udate", "not between", "2026-05-01,2026-05-15"),
        Text("country", "=", "nl"), Text("language", "empty", ""), Text("field1", "=", "Red"), Text("field1", "contains", "e"),
        Text("COLOUR", "empty", ""), new("field2", ">", "4", "number"), new("field2", "empty|<", "3", "number"),
        new("field3", "<", "2026-05-20", "date"), new("field3", "empty", "", "date"));

    static readonly Gen<ConditionDefinition> Condition = Gen.Frequency(
        (3, TagField.Select(field => new ConditionDefinition("", "tag", [field], null))),
        (1, TagField.Select(field => new ConditionDefinition("", "tag", [field, Text("cdate", ">", "2026-05-10")], null))),
        (1, Gen.Int[0, 3].Select(
            least => new ConditionDefinition("", "tag", [], new AggregateDefinition(">=", $"{least}", "", "", "days", 0)))),
        (3, ListField.Select(field => new ConditionDefinition("", "list", [field], null))),
        (2, Gen.Select(ListField, ListRow).Select((field, row) => new ConditionDefinition("", "list", [field, row], null))),
        (3, ContactField.Select(field => new ConditionDefinition("", "contact", [field], null))),
        (1, ContactField.Array[2].Select(fields => new ConditionDefinition("", "contact", fields, null))));

    static readonly Gen<SegmentDefinition> Segment =
        from sketches in Gen.Select(OneOf("and", "or"), Condition.Array[0, 3]).Array[0, 3]
        from whole in OneOf("and", "or")
        select Definition(whole, sketches);

    static readonly Gen<Store> People =
        from count in Gen.Int[0, 60]
        from seed in Gen.Int[0, 1_000_000]
        select Fill(count, new Random(seed));

    [Fact]
    public void The_quick_way_finds_whom_a_look_at_each_contact_finds() => Gen.Select(People, Segment).Sample((store, segment) =>
    {
        var found = new SegmentCompiler(store, Now).Find(segment).ToArray();
        var looked =
            store.Contacts.Rows.All.ToArray().Where(contact => Naive.IsIn(segment, contact, Now)).Select(contact => contact.Id).ToArray();
        var held = store.Contacts.Rows.All.ToArray().Where(new SegmentCompiler(store, Now).Compile(segment).Holds)
            .Select(contact => contact.Id).ToArray();
        return found.SequenceEqual(looked) && held.SequenceEqual(looked);
    }, iter: 3000, seed: "0000KOnIzD3I");

    static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    static FieldDefinition Tag(string name, string comparison, string value) => new(name, comparison, value, "number");

    static FieldDefinition Text(string name, string comparison, string value) => new(name, comparison, value, "string");

    static SegmentDefinition Definition(string join, (string Join, ConditionDefinition[] Conditions)[] groups)
    {
        var number = 0;
        var conditions = new List<ConditionDefinition>();
        var grouped = new List<ConditionGroup>();
        foreach (var group in groups)
        {
            ConditionDefinition[] own = [.. group.Conditions.Select(condition => condition with { Id = $"{++number}" })];
            conditions.AddRange(own);
            grouped.Add(new($"{grouped.Count + 1}", group.Join, [.. own.Select(condition => condition.Id)]));
        }

        return new(join, grouped, conditions);
    }

    static Store Fill(int count, Random draws)
    {
        var store = new Store(new Clock(TimeProvider.System, 1), new SandboxOptions());
        var tags = Array.ConvertAll((string[])["Alpha", "beta", "Sigma"], name => store.Tags.Add(name, "contact", "", Now));
        var lists = Array.ConvertAll((string[])["News", "Offers"], name => ListRows.Add(store, name, Now));
        foreach (var (title, type) in new[] { ("Colour", "text"), ("Size", "number"),
            ("Born", "date") }) FieldRows.Add(store, title, type, Now);
        GeoAddresses.Country(store, "NL", "Netherlands", Now);
        GeoAddresses.Country(store, "DE", "Germany", Now);
        for (var n = 1; n <= count; n++)
        {
            var made = Now.AddDays(-draws.Next(60)).AddHours(-draws.Next(24));
            var contact = store.Contacts.Add($"p{n}@{(draws.Next(2) == 0 ? "a" : "b")}.example", made);
            contact.FirstName = ((string[])["Anna", "anna", "Bram", ""])[draws.Next(4)];
            contact.LastName = ((string[])["Peeters", "Meyer", "Wen", ""])[draws.Next(4)];
            if (draws.Next(3) == 0) store.Accounts.Put(contact, "Acme", made);
            foreach (var tag in tags)
            {
                if (draws.Next(2) == 0) store.Tags.Join(contact, tag, Now.AddDays(-draws.Next(40)));
            }
            foreach (var list in lists)
            {
                if (draws.Next(2) == 0)
                    store.Memberships.Subscribe(contact, list.Id, (ListStatus)draws.Next(4), Now.AddDays(-draws.Next(40)));
            }

            contact.GeoAddress = draws.Next(3);
            contact.Language = ((string?[])["nl", null])[draws.Next(2)];
            if (draws.Next(2) == 0)
                store.FieldValues.Set(contact, 1, ((string[])["red", "green", "||red||blue||", ""])[draws.Next(4)], Now);
            if (draws.Next(2) == 0) store.FieldValues.Set(contact, 2, ((string[])["1", "2.5", "7", "many"])[draws.Next(4)], Now);
            if (draws.Next(2) == 0)
                store.FieldValues.Set(contact, 3, ((string[])["2026-05-01", "2026-05-20", "2026-05-25", "soon"])[draws.Next(4)], Now);
            contact.Updated = made;
        }

        // Holes among the ids.
        foreach (var contact in store.Contacts.Rows.All.ToArray().Where(_ => draws.Next(8) == 0).ToArray())
            ContactRemoval.Remove(store, contact);
        return store;
    }
}
