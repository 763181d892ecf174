using System.Text.Json;
using Koppel.Connectors.ActiveCampaign.Tables;
using Koppel.Sdk;
using Koppel.Sdk.Rest;

namespace Koppel.Connectors.Tests.ActiveCampaign;

/// <summary>What every declared table must do, over every table that is declared.</summary>
public sealed class ConformanceTests
{
    static readonly RestTable[] Declared = [Contacts.Table, Accounts.Table, Tags.Table, ContactTags.Table];

    public static TheoryData<string> Tables => [.. Declared.Select(t => t.Name)];

    public static TheoryData<string, string> Filters =>
        [.. Declared.SelectMany(t => t.Filters.Select(f => new TheoryDataRow<string, string>(t.Name, f.Column)).DistinctBy(r => r.Data))];

    [Fact]
    public async Task Every_table_of_a_connection_that_is_declared_is_tested_here()
    {
        await using var account = await SandboxAccount.StartAsync();

        Assert.Equal(Declared.Select(t => t.Name).Order(), (await account.TablesAsync()).OfType<RestSource>().Select(t => t.Schema.Name).Order());
    }

    [Theory, MemberData(nameof(Tables))]
    public void The_declaration_has_no_fault_and_says_what_it_is(string name)
    {
        var table = Find(name);

        Assert.Empty(table.Faults());
        Assert.NotEmpty(table.Description);
        Assert.All(table.Columns.Where(c => c.References is not null), c => Assert.Contains(Declared, t => t.Name == c.References));
    }

    [Theory, MemberData(nameof(Tables))]
    public async Task All_rows_come_once_over_many_pages(string name)
    {
        await using var account = await SandboxAccount.StartAsync(contacts: 450);
        await AddAsync(account, 230);

        var ids = (await account.ReadAsync(name, ["id"])).Select(r => long.Parse(r[0])).ToList();

        var stats = account.Server.GetStats();
        Assert.Equal(name switch { "contacts" => stats.Contacts, "tags" => stats.Tags, "accounts" => stats.Accounts, _ => stats.ContactTags }, ids.Count);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        var calls = account.Calls.Count(c => c.Route == $"GET /api/3/{name}");
        Assert.Equal((ids.Count + 99) / 100, calls);
    }

    [Theory, MemberData(nameof(Tables))]
    public async Task Every_column_can_be_read_alone_and_with_the_others(string name)
    {
        await using var account = await SandboxAccount.StartAsync();
        var columns = Find(name).Columns.Select(c => c.Name).ToList();

        var all = await account.ReadAsync(name, columns);

        Assert.NotEmpty(all);
        for (var c = 0; c < columns.Count; c++)
            Assert.Equal(all.Select(r => r[c]), (await account.ReadAsync(name, [columns[c]])).Select(r => r[0]));
        Assert.Equal(all.Count, (await account.ReadAsync(name, [])).Count);
    }

    [Theory, MemberData(nameof(Filters))]
    public async Task A_filter_brings_every_row_that_it_should_and_an_exact_one_no_other(string name, string column)
    {
        await using var account = await SandboxAccount.StartAsync(contacts: 60);
        var table = Find(name);
        var columns = table.Columns.Where(c => table.ListColumns.All(l => l.Column != c.Name)).ToList(); // Those can come from the list only.
        var position = columns.FindIndex(c => c.Name == column);
        var names = columns.Select(c => c.Name).ToList();
        var all = await account.ReadAsync(name, names);
        var values = all.Select(r => r[position]).Distinct().Where((_, i) => i % 7 == 0).ToList();
        var predicates = Predicates(columns[position], values).ToList();
        var scan = await account.FindAsync<IScanTable>(name);

        foreach (var predicate in predicates)
        {
            var plan = scan.Plan(new ScanRequest { Columns = columns, Predicates = [predicate] });
            var rows = await account.ReadAsync(name, names, predicate);
            var expected = all.Where(r => Holds(predicate, r[position])).Select(r => string.Join('|', r)).ToList();
            Assert.Equal(expected.Order(), rows.Where(r => Holds(predicate, r[position])).Select(r => string.Join('|', r)).Order());
            if (plan.Answers[0].Match == Match.Exact) Assert.Equal(expected.Count, rows.Count);
        }
        Assert.Contains(predicates, p => scan.Plan(new ScanRequest { Columns = columns, Predicates = [p] }).Answers[0].Match != Match.Unsupported);
    }

    [Theory, MemberData(nameof(Tables))]
    public async Task A_row_can_be_inserted_read_changed_and_removed_as_far_as_the_api_goes(string name)
    {
        await using var account = await SandboxAccount.StartAsync();
        var table = Find(name);
        var source = await account.FindAsync<RestSource>(name);
        var calls = new RowCalls(table, source.Account);
        var columns = table.Columns.Where(c => c.Required).ToList();

        var inserted = await calls.InsertAsync(SandboxAccount.Batch(columns, [Sample(name)]), 0);
        Assert.True(inserted.IsSuccess, inserted.Excerpt);
        using var answer = inserted.Json();
        var id = long.Parse(answer.RootElement.GetProperty(table.Item).GetProperty("id").ToString());
        var read = Assert.Single(await account.ReadAsync(name, [.. columns.Select(c => c.Name)], new Predicate.Compare("id", ComparisonOperator.Equal, id)));
        Assert.Equal(Sample(name).Select(v => v!.ToString()), read);

        if (table.Update is null)
        {
            var refused = await Assert.ThrowsAsync<ConnectorException>(() => calls.UpdateAsync($"{id}", SandboxAccount.Batch(columns, [Sample(name)]), 0));
            Assert.Equal($"Rows of {name} cannot be updated: the API has no call for it.", refused.Message);
        }
        else
        {
            var changed = columns[0].Name == "email" ? "changed@example.org" : "Changed";
            Assert.True((await calls.UpdateAsync($"{id}", SandboxAccount.Batch([columns[0]], [[changed]]), 0)).IsSuccess);
            Assert.Equal(changed, (await account.ReadAsync(name, [columns[0].Name], new Predicate.Compare("id", ComparisonOperator.Equal, id)))[0][0]);
        }

        Assert.True((await calls.DeleteAsync($"{id}")).IsSuccess);
        Assert.Empty(await account.ReadAsync(name, ["id"], new Predicate.Compare("id", ComparisonOperator.Equal, id)));
        Assert.Equal(404, (await calls.DeleteAsync($"{id}")).Status);
    }

    [Theory, MemberData(nameof(Tables))]
    public async Task A_load_in_bulk_leaves_the_same_rows_as_single_calls(string name)
    {
        await using var single = await SandboxAccount.StartAsync();
        await using var bulk = await SandboxAccount.StartAsync();
        var table = Find(name);
        var columns = table.Columns.Where(c => c.Required).ToList();
        var rows = Enumerable.Range(1, 15).Select(i => Sample(name, i)).ToList();
        var calls = new RowCalls(table, (await single.FindAsync<RestSource>(name)).Account);
        foreach (var row in rows) await calls.InsertAsync(SandboxAccount.Batch(columns, [row]), 0);

        await bulk.LoadAsync(name, [.. columns.Select(c => c.Name)], rows);

        string[] names = [.. columns.Select(c => c.Name)];
        Assert.Equal(
            (await single.ReadAsync(name, names)).Select(r => string.Join('|', r)).Order(),
            (await bulk.ReadAsync(name, names)).Select(r => string.Join('|', r)).Order());
    }

    static RestTable Find(string name) => Declared.Single(t => t.Name == name);

    static object?[] Sample(string name, int number = 1) => name switch
    {
        "contacts" => [$"sample{number}@example.org"],
        "tags" or "accounts" => [$"Sample {number}"],
        _ => [(long)number, 1L + (number % 3)],
    };

    static IEnumerable<Predicate> Predicates(Column column, List<string> values)
    {
        var objects = values.Select(v => column.Type.Kind == ColumnKind.BigInt ? (object)long.Parse(v) : v).ToList();
        yield return new Predicate.Compare(column.Name, ComparisonOperator.Equal, objects[0]);
        yield return new Predicate.In(column.Name, objects);
        if (column.Type.Kind != ColumnKind.BigInt) yield break;
        foreach (var by in new[] { ComparisonOperator.Less, ComparisonOperator.LessOrEqual, ComparisonOperator.Greater, ComparisonOperator.GreaterOrEqual })
            yield return new Predicate.Compare(column.Name, by, objects[objects.Count / 2]);
    }

    static bool Holds(Predicate predicate, string value) => predicate switch
    {
        { AnyOf: { } values } => values.Any(v => v.ToString() == value),
        Predicate.Compare { Value: long limit } compare => compare.Operator switch
        {
            ComparisonOperator.Less => long.Parse(value) < limit,
            ComparisonOperator.LessOrEqual => long.Parse(value) <= limit,
            ComparisonOperator.Greater => long.Parse(value) > limit,
            _ => long.Parse(value) >= limit,
        },
        _ => throw new JsonException("unknown predicate"),
    };

    static async Task AddAsync(SandboxAccount account, int count)
    {
        foreach (var (table, name) in new[] { ("tags", "tag"), ("accounts", "name") })
            await account.LoadAsync(table, [name], Enumerable.Range(1, count).Select(i => new object?[] { $"Extra {i}" }));
        account.Calls.Clear();
    }
}
