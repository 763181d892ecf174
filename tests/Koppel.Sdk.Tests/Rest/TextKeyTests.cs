using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;
using Koppel.Sdk.Tests.Testing;
using static Koppel.Sdk.Tests.Testing.StubServer;

namespace Koppel.Sdk.Tests.Rest;

/// <summary>Rows whose ids are texts, and fields that stand inside objects.</summary>
public sealed class TextKeyTests
{
    static readonly RestTable Accounts = new("accounts")
    {
        Path = "accounts",
        List = "page.rows",
        Paging = Paging.Offset(100),
        Columns =
        [
            Column.TextKey("id") with { Field = "meta.id" }, Column.Text("name") with { Field = "attributes.name" },
            Column.Text("street") with { Field = "attributes.address.street" },
            Column.Text("city") with { Field = "attributes.address.city" },
            Column.TextList("owners") with { ReadOnly = true }, Column.Text("dotted") with { Field = "a.b" },
        ],
        Filters = [Filter.ById("id", "accounts/{id}")],
        Sideloads = [new Sideload("owners", "links", "account", "owner")],
        Identity = ["name"],
        Insert = RowCall.Post("accounts") with { KeyIn = "result.id" },
        Update = RowCall.Patch("accounts/{id}"),
        UpdateMany = BulkCall.Patch("accounts", 100),
        Delete = RowCall.Delete("accounts/{id}"),
        DeleteMany = BulkCall.Delete("accounts", "ids", 100),
    };

    [Fact]
    public async Task They_are_read_with_what_another_list_of_the_answer_tells_of_them()
    {
        await using var server = await SayingAsync(Says(200, """
            {"page":{"rows":[{"meta":{"id":"A"},"attributes":{"name":"One","address":{"city":"Delft"}},"a.b":"x"},
                {"meta":{"id":"a"},"a":{"b":"y"}}]},
             "links":[{"account":"a","owner":"o2"},{"account":"A","owner":"o1"},{"account":"a","owner":"o3"}]}
            """));
        using var account = TestAccount.At(server);

        Assert.Equal(["A|One|null|Delft|['o1']|x", "a|null|null|null|['o2', 'o3']|y"],
            await account.Open(Accounts).ReadAsync("id name street city owners dotted"));
    }

    [Fact]
    public async Task A_new_row_is_sent_in_its_objects_and_its_key_is_found_where_the_answer_tells_it()
    {
        await using var server = await StartAsync((context, call) => (call.Method == "POST"
            ? Says(201, """{"result":{"id":"A/1"}}""")
            : Says(200, """{"page":{"rows":[]}}"""))(context));
        using var account = TestAccount.At(server);
        var journal = NewJournal();

        await LoadAsync(account, journal, WriteOperation.Insert, "name city street", ["One", "Delft", null]);

        Assert.Equal("""{"attributes":{"name":"One","address":{"city":"Delft"}}}""", server.Calls.Last().Body);
        Assert.Equal("A/1", Assert.Single(journal.Results.Values).Created);
    }

    [Fact]
    public async Task Changes_name_them_escaped_or_as_texts_in_a_body_of_many()
    {
        await using var server = await StartAsync((context, _) => Says(200)(context));
        using var account = TestAccount.At(server);

        await LoadAsync(account, NewJournal(), WriteOperation.Update, "id city", ["A/1 ü", "Delft"]);
        await LoadAsync(account, NewJournal(), WriteOperation.Update, "id name", ["007", "x"], ["b", "y"], ["B", "z"]);
        await LoadAsync(account, NewJournal(), WriteOperation.Delete, "id", ["007"]);

        Assert.Equal(
        [
            """PATCH /api/accounts/A%2F1%20%C3%BC {"attributes":{"address":{"city":"Delft"}}}""",
            """PATCH /api/accounts [{"id":"007","attributes":{"name":"x"}},{"id":"b","attributes":{"name":"y"}},"""
                + """{"id":"B","attributes":{"name":"z"}}]""",
            "DELETE /api/accounts/007 ",
        ], server.Calls.Select(c => $"{c.Method} {c.Target} {c.Body}"));
    }

    [Theory, InlineData("."), InlineData(".."), InlineData("")]
    public async Task One_that_no_address_can_hold_is_rejected(string id)
    {
        using var account = TestAccount.At(new Uri("http://127.0.0.1:1/"));

        var plan = await LoadAsync(account, NewJournal(), WriteOperation.Delete, "id", [id]);

        Assert.Equal($"id is '{id}', which the address of no row in the API can hold.", Assert.Single(plan.Rejects.First).Reason);
    }

    static ResultJournal NewJournal() => new(new MemoryJournal());

    static async Task<WritePlan> LoadAsync(
        TestAccount account, ResultJournal journal, WriteOperation operation, string columns, params object?[][] rows)
    {
        var table = account.OpenForWriting(Accounts);
        await using var session = table.BeginWrite(new WriteRequest(table.Columns(columns)) { Operation = operation });
        await session.AddAsync(Rows.Of(table.Columns(columns), rows));
        var plan = await session.PlanAsync(journal);
        await table.CarryOutAsync(journal);
        return plan;
    }
}
