using System.Globalization;
using System.Text.Json;
using Koppel.Sdk.Http;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Load;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Tests.ActiveCampaign.Conformance;

/// <summary>
/// Makes rows that the API takes, from the declarations: a value by the column's type, the declared example where the API needs sense, and
/// ids of rows that are there where a column names another table. What a table refers to and is empty gets rows first.
/// </summary>
sealed class SampleRows(SandboxAccount account)
{
    /// <summary>So many rows of a table that others refer to make enough different pairs.</summary>
    const int Fewest = 10;

    readonly Dictionary<string, IReadOnlyList<string>> _keys = [];

    /// <summary>The columns that a new row gets.</summary>
    /// <param name="table">The table.</param>
    /// <param name="onlyRequired">Only those that it needs.</param>
    public static IReadOnlyList<Column> Columns(RestTable table, bool onlyRequired) =>
        [.. table.Columns.Where(
            c => c is { ReadOnly: false, UpdateOnly: false } && (c.Required || OneOfTwo(table, c) || (!onlyRequired && !Apart(table, c))))];

    /// <summary>A row.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="number">Rows of different numbers are different rows.</param>
    public async Task<object?[]> RowAsync(RestTable table, IReadOnlyList<Column> columns, int number)
    {
        var row = new object?[columns.Count];
        for (var c = 0; c < row.Length; c++) row[c] = await ValueAsync(table, columns[c], number);
        return row;
    }

    /// <summary>Inserts so many rows, one call each, and gives their keys.</summary>
    public async Task<IReadOnlyList<string>> AddAsync(RestTable table, int count, bool onlyRequired = true, int from = 1)
    {
        var columns = Columns(table, onlyRequired);
        var calls = new RowCalls(table, (await account.FindAsync<RestSource>(table.Name)).Account);
        var keys = new List<string>();
        for (var i = from; i < from + count; i++)
        {
            var response = await calls.InsertAsync(SandboxAccount.Batch(columns, [await RowAsync(table, columns, i)]), 0);
            Assert.True(response.IsSuccess, $"{response.Route} answered {response.Status}: {response.Excerpt}");
            keys.Add(KeyIn(table, response));
        }
        _keys.Remove(table.Name);
        return keys;
    }

    /// <summary>Keys of rows that are there; rows are added when there are none.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync(RestTable table)
    {
        if (_keys.TryGetValue(table.Name, out var known)) return known;
        var keys = await ReadKeysAsync(table);
        if (keys.Count < Fewest && table.Insert is not null)
        {
            await AddAsync(table, Fewest - keys.Count, from: 501);
            keys = await ReadKeysAsync(table);
        }
        Assert.True(keys.Count > 0, $"{table.Name} has no rows, and none can be inserted: the sandbox's seed should hold some.");
        return _keys[table.Name] = keys;
    }

    async Task<List<string>> ReadKeysAsync(RestTable table)
    {
        Predicate[] parents = table.Unlisted is null ? [] : [await ParentsAsync(table)];
        if (!table.Name.EndsWith("CustomFieldMeta", StringComparison.Ordinal))
            return [.. (await account.ReadAsync(table.Name, [table.Key.Name], parents)).Select(r => r[0])];
        // Others take no text.
        return [.. (await account.ReadAsync(table.Name, [table.Key.Name, "fieldType"])).Where(r => r[1] == "text").Select(r => r[0])];
    }

    /// <summary>What finds the rows of a table that cannot be listed.</summary>
    public async Task<Predicate> ParentsAsync(RestTable table)
    {
        var filter = table.Filters[0];
        var parent = table.Columns.First(c => c.Name == filter.Column).References ?? "audiences";
        _keys.Remove(parent);
        return new Predicate.In(filter.Column, [.. (await KeysAsync(AllTables.Of(parent))).Select(k => Key(table, filter.Column, k))]);
    }

    /// <summary>A key as a predicate holds it.</summary>
    public static object Key(RestTable table, string column, string key) =>
        table.Columns.First(c => c.Name == column).Type.Kind == ColumnKind.BigInt ? long.Parse(key, CultureInfo.InvariantCulture) : key;

    async Task<object?> ValueAsync(RestTable table, Column column, int number)
    {
        if (Referred(table, column) is { } other)
        {
            var keys = await KeysAsync(AllTables.Of(other));
            var key = keys[await SpreadAsync(table, column, number, keys.Count)];
            return column.Type.Kind switch
            {
                ColumnKind.BigInt => long.Parse(key, CultureInfo.InvariantCulture),
                ColumnKind.BigIntList => new[] { long.Parse(key, CultureInfo.InvariantCulture) },
                _ => key,
            };
        }
        var varies = table.Identity.Contains(column.Name) || column.Name is "stringid" or "externalid" or "email" or "perstag" or "tag";
        if (column.Type.Kind == ColumnKind.Text && varies && column.Example is { } example)
            return example.Contains('@', StringComparison.Ordinal) ? $"row{number}-{example}" : $"{example}{number}";
        return Plain(column, number);
    }

    /// <summary>A value by the column's type alone.</summary>
    public static object Plain(Column column, int number) => column.Type.Kind switch
    {
        ColumnKind.Text => column.Example ?? $"{column.Name} Ünïcödé {number}",
        ColumnKind.Json => column.Example ?? $"\"Wärde {number}\"",
        ColumnKind.BigInt => column.Example is { } example ? long.Parse(example, CultureInfo.InvariantCulture) : (long)number,
        ColumnKind.Boolean => number % 2 == 1,
        ColumnKind.Decimal => 100m + number + 0.25m,
        ColumnKind.Double => number + 0.5,
        ColumnKind.Date => new DateOnly(2026, 1, 31),
        ColumnKind.TimestampTz => new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero).AddMinutes(number),
        ColumnKind.TextList => column.Example is { } example ? new[] { example } : ["a", $"b Ü {number}"],
        ColumnKind.BigIntList => new[] { 1L },
        _ => throw new InvalidOperationException($"No sample of a {column.Type}."),
    };

    /// <summary>The table whose key a column holds; some say in another column which it is, and the examples then do.</summary>
    static string? Referred(RestTable table, Column column) => (table.Name, column.Name) switch
    {
        ("dealTasks", "relid") => "deals",
        ("notes", "relid") => "contacts",
        _ => column.References,
    };

    /// <summary>
    /// Rows that are told apart by two references get other pairs: the first goes round, the second goes on when it came round.
    /// </summary>
    async Task<int> SpreadAsync(RestTable table, Column column, int number, int count)
    {
        var references = table.Identity.Select(i => table.Columns.First(c => c.Name == i)).Where(c => c.References is not null).ToList();
        if (references.IndexOf(column) <= 0) return (number - 1) % count;
        var round = (number - 1) / (await KeysAsync(AllTables.Of(references[0].References!))).Count;
        return (round + number + 10) % count;
    }

    /// <summary>
    /// A deal needs a contact or an account, and a pipeline or a stage; an order needs an id of its own or that of its cart.
    /// </summary>
    static bool OneOfTwo(RestTable table, Column column) =>
        (table.Name, column.Name) is ("deals", "contact" or "group" or "owner") or ("ecomOrders", "externalid");

    /// <summary>Columns whose values contradict those of others, or that only an import of a real service has.</summary>
    static bool Apart(RestTable table, Column column) =>
        (table.Name, column.Name)
            is ("deals", "stage" or "fields")
                or ("dealTasks", "doneAutomation" or "triggerAutomationOnCreate" or "outcomeId" or "outcomeInfo")
        or ("ecomOrders", "externalcheckoutid" or "abandonedDate" or "discounts" or "products") 
        or ("dealCustomFieldMeta" or "accountCustomFieldMeta", "fieldDefaultCurrency" or "fieldOptions" or "fieldDefault")
        or ("dealCustomFieldData" or "accountCustomFieldData", "fieldCurrency");

    /// <summary>The key that the answer tells, in whatever envelope.</summary>
    public static string KeyIn(RestTable table, RestResponse response)
    {
        using var answer = response.Json();
        var row = answer.RootElement;
        foreach (var name in new[] { table.Item, table.Insert!.Envelope, table.List })
            if (name is not null && row.TryGetProperty(name, out var inner))
                row = inner.ValueKind == JsonValueKind.Array ? inner[0] : inner;
        // Some only echo what was sent.
        return row.TryGetProperty(table.Key.Field ?? table.Key.Name, out var key) ? key.ToString() : row.GetRawText();
    }
}
