using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Load;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Tests.ActiveCampaign.Conformance;

/// <summary>Writing, over every table that is declared.</summary>
public sealed class WritingTests
{
    [Theory, MemberData(nameof(AllTables.Insertable), MemberType = typeof(AllTables))]
    public async Task A_row_with_all_its_values_is_inserted_read_changed_and_removed_as_far_as_the_api_goes(string name)
    {
        await using var account = await AllTables.StartAsync(20);
        var (table, samples) = (AllTables.Of(name), new SampleRows(account));
        var calls = new RowCalls(table, (await account.FindAsync<RestSource>(name)).Account);
        var columns = SampleRows.Columns(table, onlyRequired: false);
        var first = await samples.RowAsync(table, columns, 1);

        var inserted = await calls.InsertAsync(SandboxAccount.Batch(columns, [first]), 0);

        Assert.True(inserted.IsSuccess, $"{inserted.Status}: {inserted.Excerpt}");
        var key = table.Name == "segmentsV2" ? SampleRows.KeyIn(table, inserted) : await FindAsync(account, samples, table, columns, first);
        await HoldsAsync(account, samples, table, key, columns, first);

        List<Column> keys = [.. table.Columns.Where(c => c.IsKey)];
        object?[] known = [.. keys.Select(k => k == table.Key ? SampleRows.Key(table, k.Name, key) : first[columns.ToList().IndexOf(k)])];
        if (table.Update is not null)
        {
            var changed = table.Columns.Where(
                c => c is { IsKey: false, InsertOnly: false, ReadOnly: false } && (c.UpdateOnly || columns.Contains(c))).ToList();
            var second = await samples.RowAsync(table, changed, 2);
            await ChangeAsync(account, table, WriteOperation.Update, [.. keys, .. changed], [.. known, .. second]);
            await HoldsAsync(account, samples, table, key, changed, second);
        }
        if (table.Delete is null) return;
        await ChangeAsync(account, table, WriteOperation.Delete, keys, known);
        Assert.DoesNotContain(await KeysAsync(account, samples, table), k => k == key);
    }

    [Theory, MemberData(nameof(AllTables.WithTexts), MemberType = typeof(AllTables))]
    public async Task Texts_come_back_letter_by_letter_and_nulls_leave_what_is_there(string name)
    {
        await using var account = await AllTables.StartAsync(20);
        var (table, samples) = (AllTables.Of(name), new SampleRows(account));
        var texts = table.Columns.Where(AllTables.IsFreeText).ToList();
        var key = (await samples.AddAsync(table, 1))[0];
        object?[] known = [SampleRows.Key(table, table.Key.Name, key)];
        foreach (var text in new[] { "Zoë & Jürgen \"q\" 'a' <b> \\ / 日本 🙂", "two\nlines", "" })
        {
            await ChangeAsync(
                account, table, WriteOperation.Update, [table.Key, .. texts], [.. known, .. texts.Select(_ => (object?)text)]);
            await ChangeAsync(
                account, table, WriteOperation.Update, [table.Key, .. texts], [.. known, .. texts.Select(_ => (object?)null)]);
            await HoldsAsync(account, samples, table, key, texts, [.. texts.Select(_ => (object?)text)]);
        }
    }

    [Theory, MemberData(nameof(AllTables.Insertable), MemberType = typeof(AllTables))]
    public async Task A_load_leaves_the_rows_that_single_calls_leave(string name)
    {
        await using var single = await AllTables.StartAsync(60);
        await using var bulk = await AllTables.StartAsync(60);
        var (table, samples, others) = (AllTables.Of(name), new SampleRows(single), new SampleRows(bulk));
        var columns = SampleRows.Columns(table, onlyRequired: true);
        List<string> names = [.. columns.Select(c => c.Name)];
        await samples.AddAsync(table, 9);
        var rows = new List<object?[]>();
        for (var i = 1; i <= 9; i++) rows.Add(await others.RowAsync(table, columns, i));

        var (plan, outcome) = await bulk.LoadAsync(name, names, rows);

        Assert.Null(outcome.Fault);
        Assert.Empty(outcome.Rejects.First.Select(r => r.Reason));
        Assert.Equal(plan.Read, outcome.Changed + outcome.Unchanged);
        List<string> told = [.. columns.Where(c => !c.WriteOnly).Select(c => c.Name)];
        Assert.Equal(await TextsAsync(single, samples, table, told), await TextsAsync(bulk, others, table, told));
        if (table.Identity.Count == 0) return;
        bulk.Calls.Clear();
        Assert.Equal(
            (0L, plan.Read), (await bulk.LoadAsync(name, names, rows)).Outcome is var again ? (again.Changed, again.Unchanged) : default);
        Assert.Equal(0, bulk.Writes);
    }

    static async Task ChangeAsync(
        SandboxAccount account, RestTable table, WriteOperation operation, IReadOnlyList<Column> columns, object?[] row)
    {
        var target = await account.FindAsync<IWritableTable>(table.Name);
        await using var session = target.BeginWrite(new WriteRequest(columns) { Operation = operation });
        await session.AddAsync(SandboxAccount.Batch(columns, [row]));
        var journal = new JournalBooks(new MemoryJournal());
        var plan = await session.PlanAsync(journal);
        await target.CarryOutAsync(journal);
        var outcome = journal.Close(plan, null);
        Assert.True(outcome.Rejects.First.Count == 0, string.Join(' ', outcome.Rejects.First.Select(r => r.Reason)));
        Assert.Equal(1, outcome.Changed);
    }

    static async Task<List<string>> TextsAsync(SandboxAccount account, SampleRows samples, RestTable table, List<string> columns) =>
        [.. (await account.ReadAsync(table.Name, columns, table.Unlisted is null ? [] : [await samples.ParentsAsync(table)])).Select(
            r => string.Join('|', r)).Distinct().Order()];

    static async Task<List<string>> KeysAsync(SandboxAccount account, SampleRows samples, RestTable table) =>
        [.. (await account.ReadAsync(
            table.Name, [table.Key.Name], table.Unlisted is null ? [] : [await samples.ParentsAsync(table)])).Select(r => r[0])];

    /// <summary>The key of the row that has just been inserted: the one that holds its values, or the last.</summary>
    static async Task<string> FindAsync(
        SandboxAccount account, SampleRows samples, RestTable table, IReadOnlyList<Column> columns, object?[] values)
    {
        var keys = await KeysAsync(account, samples, table);
        if (table.Key.Type.Kind == ColumnKind.BigInt) return keys.Select(long.Parse).Max().ToString();
        var identity = columns.First(c => (table.Identity.Contains(c.Name) || c.Name == "externalId") && c.References is null);
        var wanted = values[columns.ToList().IndexOf(identity)]!.ToString();
        var rows = await account.ReadAsync(
            table.Name, [table.Key.Name, identity.Name], table.Unlisted is null ? [] : [await samples.ParentsAsync(table)]);
        return rows.Single(r => r[1] == wanted)[0];
    }

    static async Task HoldsAsync(
        SandboxAccount account, SampleRows samples, RestTable table, string key, IReadOnlyList<Column> columns, object?[] values)
    {
        List<Column> told = [.. columns.Where(c => !c.WriteOnly)];
        List<string> names = [table.Key.Name, .. told.Select(c => c.Name)];
        var rows = await account.ReadAsync(table.Name, names, table.Unlisted is null ? [] : [await samples.ParentsAsync(table)]);
        var row = rows.Single(r => r[0] == key);
        var expected = SandboxAccount.Batch(columns, [values]);
        for (var c = 0; c < told.Count; c++)
        {
            if (SystemsOwn.Decides(table.Name, told[c].Name)) continue;
            Assert.Equal($"{told[c].Name}: {expected[columns.ToList().IndexOf(told[c])].Show(0)}", $"{told[c].Name}: {row[c + 1]}");
        }
    }
}
