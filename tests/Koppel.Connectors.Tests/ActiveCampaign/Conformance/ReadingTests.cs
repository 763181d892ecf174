using Koppel.Sdk.Reading;

namespace Koppel.Connectors.Tests.ActiveCampaign.Conformance;

/// <summary>Reading, over every table that is declared.</summary>
public sealed class ReadingTests
{
    [Theory, MemberData(nameof(AllTables.Names), MemberType = typeof(AllTables))]
    public async Task Every_column_holds_its_type_in_every_row_and_comes_alone_as_with_the_others(string name)
    {
        await using var account = await AllTables.StartAsync(40);
        var (table, samples) = (AllTables.Of(name), new SampleRows(account));
        if (table.Insert is not null) await samples.AddAsync(table, 2);
        var columns = table.Columns.Where(c => !c.WriteOnly).Select(c => c.Name).ToList();
        Predicate[] parents = table.Unlisted is null ? [] : [await samples.ParentsAsync(table)];

        var all = await account.ReadAsync(name, columns, parents);

        for (var c = 0; c < columns.Count; c++)
            Assert.Equal(all.Select(r => r[c]), (await account.ReadAsync(name, [columns[c]], parents)).Select(r => r[0]));
        Assert.Equal(all.Count, (await account.ReadAsync(name, [], parents)).Count);
        if (table.Insert is not null) Assert.NotEmpty(all);
        Assert.DoesNotContain(all, r => r[columns.IndexOf(table.Key.Name)] == "null");
    }

    [Theory, MemberData(nameof(AllTables.Growing), MemberType = typeof(AllTables))]
    public async Task All_rows_come_once_over_many_pages(string name)
    {
        await using var account = await AllTables.StartAsync(250);
        var (table, samples) = (AllTables.Of(name), new SampleRows(account));
        var key = table.Key.Name;
        await samples.AddAsync(table, 1); // With what it refers to, which may bring rows of this table.
        var before = (await account.ReadAsync(name, [key])).Select(r => r[0]).ToList();
        var added = await samples.AddAsync(table, 120, from: 2);
        account.Calls.Clear();

        var keys = (await account.ReadAsync(name, [key])).Select(r => r[0]).ToList();

        Assert.Equal(keys.Count, keys.Distinct().Count());
        // A list that does not say how long it is, is asked once more when its last page is full.
        if (table.Beside is null)
            Assert.InRange(account.Calls.Count(c => c.Status != 429), (keys.Count + 99) / 100, (keys.Count / 100) + 1);
        Assert.Equal(before.Union(added).Order(), keys.Order());
    }

    [Theory, MemberData(nameof(AllTables.Filters), MemberType = typeof(AllTables))]
    public async Task A_filter_brings_every_row_that_it_should_and_an_exact_one_no_other(string name, string column)
    {
        await using var account = await AllTables.StartAsync(60);
        var (table, samples) = (AllTables.Of(name), new SampleRows(account));
        if (table.Insert is not null) await samples.AddAsync(table, 12);
        // Those can come from the list only.
        var columns = table.Columns.Where(c => !c.WriteOnly && table.ListColumns.All(l => l.Column != c.Name)).ToList();
        var position = columns.FindIndex(c => c.Name == column);
        List<string> names = [.. columns.Select(c => c.Name)];
        var all = await account.ReadAsync(name, names, table.Unlisted is null ? [] : [await samples.ParentsAsync(table)]);
        var values = all.Select(r => r[position]).Where(v => v != "null").Distinct().Where((_, i) => i % 3 == 0).Take(12).ToList();
        if (values.Count == 0) return; // Nothing of it is in this account: there is no truth to hold it against.
        var predicates = Cases.Of(columns[position], values).ToList();
        var scan = await account.FindAsync<IScanTable>(name);

        foreach (var predicate in predicates)
        {
            var answer = scan.Plan(new ScanRequest { Columns = columns, Predicates = [predicate] }).Answers[0].Match;
            if (answer == Match.Unsupported) continue;
            var rows = await account.ReadAsync(name, names, predicate);
            var expected = all.Where(r => Cases.Holds(predicate, r[position])).Select(Text).ToList();
            Assert.Equal(expected.Order(), rows.Where(r => Cases.Holds(predicate, r[position])).Select(Text).Order());
            if (answer == Match.Exact) Assert.Equal(expected.Count, rows.Count);
        }
        Assert.Contains(
            predicates, p => scan.Plan(new ScanRequest { Columns = columns, Predicates = [p] }).Answers[0].Match != Match.Unsupported);
    }

    [Theory, MemberData(nameof(AllTables.Names), MemberType = typeof(AllTables))]
    public async Task Filters_bring_together_what_each_brings(string name)
    {
        await using var account = await AllTables.StartAsync(60);
        var (table, samples) = (AllTables.Of(name), new SampleRows(account));
        if (table.Insert is not null) await samples.AddAsync(table, 6);
        var columns = table.Columns.Where(c => !c.WriteOnly && table.ListColumns.All(l => l.Column != c.Name)).ToList();
        List<string> names = [.. columns.Select(c => c.Name)];
        var all = await account.ReadAsync(name, names, table.Unlisted is null ? [] : [await samples.ParentsAsync(table)]);
        var filtered = table.Filters.Select(f => f.Column).Distinct().Select(c => names.IndexOf(c)).ToList();
        foreach (var row in all.Where((_, i) => i % 5 == 0).Take(4))
        {
            Predicate[] predicates = [
                .. filtered.Where(p => row[p] != "null").SelectMany(p => Cases.Of(columns[p], [row[p]]))
                    .Where(p => p is Predicate.Compare { Operator: not (ComparisonOperator.Less or ComparisonOperator.Greater) })];
            if (predicates.Length == 0) continue;
            var rows = await account.ReadAsync(name, names, predicates);

            bool Fits(IReadOnlyList<string> r) => predicates.All(p => Cases.Holds(p, r[names.IndexOf(p.Column)]));
            Assert.Equal(all.Where(Fits).Select(Text).Order(), rows.Where(Fits).Select(Text).Order());
        }
    }

    [Theory, MemberData(nameof(AllTables.Ordered), MemberType = typeof(AllTables))]
    public async Task The_first_rows_in_an_order_come_in_one_call(string name, string column)
    {
        await using var account = await AllTables.StartAsync(250);
        var (table, samples) = (AllTables.Of(name), new SampleRows(account));
        await samples.AddAsync(table, 130);
        var scan = await account.FindAsync<IScanTable>(name);
        var sorted = (await account.ReadAsync(name, [column])).Select(r => Cases.Value(scan.Schema.Find(column)!, r[0])).Order().ToList();

        foreach (var descending in new[] { false, true })
        {
            account.Calls.Clear();
            var plan = scan.Plan(new ScanRequest { Columns = [scan.Schema.Find(column)!], First = new FirstRows(column, descending, 30) });
            var rows = new List<object>();
            await foreach (var batch in scan.ScanAsync(plan))
                for (var r = 0; r < batch.Count; r++) rows.Add(Cases.Value(scan.Schema.Find(column)!, batch[0].Show(r)));

            Assert.Equal((descending ? sorted.AsEnumerable().Reverse() : sorted).Take(30), rows);
            Assert.Equal(1, account.Calls.Count(c => c.Status != 429));
            var narrowed = scan.Plan(
                new ScanRequest { Columns = [scan.Schema.Find(column)!], Predicates = [new Predicate.IsNotNull(column)],
                    First = new FirstRows(column, descending, 30) });
            Assert.Null(narrowed.PushedLimit); // What the engine checks again must all be there.
        }
    }

    static string Text(IReadOnlyList<string> row) => string.Join('|', row);
}
