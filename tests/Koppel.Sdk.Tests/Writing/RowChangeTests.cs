using System.Buffers;
using System.Text.Json;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Tests.Writing;

/// <summary>What a planned call does can be told from its content alone.</summary>
public sealed class RowChangeTests
{
    static readonly Column[] Columns = [Column.BigInt("id"), Column.Text("name")];

    [Fact]
    public void An_update_tells_old_and_new_values_and_nulls_stay_nulls()
    {
        var rows = Rows((1, null), (2, "null"));
        var before = new RowBatch(Columns);
        Fill(before, (1, "Ada"), (2, null));
        rows.Batches.Single().Rows.Before = before;

        var changes = Changes(rows, [1, 2], _ => false, _ => new RowEffect(WriteOperation.Update));

        Assert.Equal([WriteOperation.Update, WriteOperation.Update], changes.Select(c => c.Operation));
        Assert.Equal(["1", null], changes[0].Values);
        Assert.Equal(["1", "Ada"], changes[0].Old);
        Assert.Equal(["2", "null"], changes[1].Values);
        Assert.Equal(["2", null], changes[1].Old);
    }

    [Fact]
    public void A_row_that_says_again_what_another_says_does_nothing()
    {
        var change = Assert.Single(Changes(Rows((1, "a"), (1, "a")), [1, 2], row => row == 2, null));
        Assert.Equal((1, WriteOperation.Insert), (change.Row, change.Operation));
        Assert.Null(change.Old);
    }

    [Fact]
    public void What_is_created_on_the_way_is_told_with_the_row_that_brings_it()
    {
        var change = Assert.Single(
            Changes(
                Rows((1, "a")), [1], _ => false, _ => new RowEffect(WriteOperation.Insert, Creates: [new("tags", "tag", "New \"one\"")])));
        Assert.Equal(new Creation("tags", "tag", "New \"one\""), Assert.Single(change.Creates));
    }

    [Fact]
    public void Rows_are_found_where_a_call_carries_several_things()
    {
        using var content = JsonDocument.Parse(
            """{"skip":false,"things":[{"rows":[{"row":1,"values":["x"]}],"thing":{"tags":["a"]}},{"rows":[{"row":2,"values":["y"]"""
            + ""","op":"delete"}],"thing":{}}]}""");
        Assert.Equal([(1L, WriteOperation.Insert), (2L, WriteOperation.Delete)],
            JournalRows.Changes(content.RootElement).Select(c => (c.Row, c.Operation)));
    }

    [Fact]
    public void What_a_row_brings_into_being_is_told_by_kind_and_name_and_is_no_change()
    {
        IReadOnlyList<Brought> brings = [new("contact"), new("tag", "It's \"new\"")];
        using var content = Content(
            Rows((1, "a"), (2, "b"), (2, "b")), [1, 2, 3], row => row == 3,
            row => new RowEffect(WriteOperation.Insert) { Brings = row == 1 ? null : brings });
        Assert.Equal([(2L, brings[0]), (2L, brings[1])], JournalRows.Brings(content.RootElement));
        Assert.All(JournalRows.Changes(content.RootElement), change => Assert.Empty(change.Creates));
    }

    static List<RowChange> Changes(RowStore rows, int[] numbers, Func<int, bool> isAgain, Func<int, RowEffect>? effect)
    {
        using var content = Content(rows, numbers, isAgain, effect);
        return [.. JournalRows.Changes(content.RootElement)];
    }

    static JsonDocument Content(RowStore rows, int[] numbers, Func<int, bool> isAgain, Func<int, RowEffect>? effect)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WritePropertyName("rows");
            JournalRows.Write(json, rows, numbers, isAgain, effect);
            json.WriteEndObject();
        }
        return JsonDocument.Parse(buffer.WrittenMemory);
    }

    static RowStore Rows(params (long Id, string? Name)[] values)
    {
        var store = new RowStore();
        var batch = new RowBatch(Columns);
        Fill(batch, values);
        store.Add(batch);
        return store;
    }

    static void Fill(RowBatch batch, params (long Id, string? Name)[] values)
    {
        foreach (var (id, name) in values)
        {
            var row = batch.AddRow();
            batch[0].SetLong(row, id);
            batch[1].SetText(row, name);
        }
    }
}
