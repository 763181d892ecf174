using System.Runtime.CompilerServices;
using DuckDB.NET.Data;

namespace Koppel.Engine.Execution;

/// <summary>The rows of a result, as .NET objects.</summary>
internal static class RowStream
{
    /// <summary>The columns of an open query.</summary>
    /// <param name="reader">The query.</param>
    /// <param name="types">The columns' types as SQL writes them, or none when they are not known.</param>
    /// <param name="headings">Headings that the user gave, by position.</param>
    public static IReadOnlyList<ResultColumn> Columns(DuckDBDataReader reader, IReadOnlyList<string> types, IReadOnlyDictionary<int, string> headings) =>
    [
        .. Enumerable.Range(0, reader.FieldCount).Select(i =>
            new ResultColumn(reader.GetName(i), headings.GetValueOrDefault(i) ?? reader.GetName(i), types.Count == reader.FieldCount ? TypeName(types[i]) : TypeName(reader, i))),
    ];

    /// <summary>Reads the query to its end or until the reader of the rows has enough, then cleans up.</summary>
    /// <param name="query">The query.</param>
    /// <param name="translate">Turns a fault into the user's words.</param>
    /// <param name="cleanUp">Is called in any case.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async IAsyncEnumerable<object?[]> ReadAsync(
        QueryRunner.OpenQuery query, Func<Exception, Exception> translate, Action cleanUp, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            await using var batches = query.ReadAsync(Row, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await MoveNextAsync(batches, translate))
                foreach (var row in batches.Current) yield return row;
        }
        finally
        {
            await query.DisposeAsync();
            cleanUp();
        }
    }

    static async ValueTask<bool> MoveNextAsync<T>(IAsyncEnumerator<T> batches, Func<Exception, Exception> translate)
    {
        try
        {
            return await batches.MoveNextAsync();
        }
        catch (Exception fault) when (translate(fault) is var told && told != fault)
        {
            throw told;
        }
    }

    static object?[] Row(DuckDBDataReader reader)
    {
        var row = new object?[reader.FieldCount];
        reader.GetValues(row!);
        for (var i = 0; i < row.Length; i++) row[i] = Plain(row[i], reader, i);
        return row;
    }

    static object? Plain(object? value, DuckDBDataReader reader, int column) => value switch
    {
        null or DBNull => null,
        DateTime time when IsInstant(reader, column) => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
        Stream bytes => Bytes(bytes), // It points into DuckDB's memory, which is gone with the row.
        _ => value,
    };

    static byte[] Bytes(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    static bool IsInstant(DuckDBDataReader reader, int column) => reader.GetDataTypeName(column).Equals("TimestampTz", StringComparison.OrdinalIgnoreCase);

    static string TypeName(string described) => described == "TIMESTAMP WITH TIME ZONE" ? "TIMESTAMPTZ" : described;

    static string TypeName(DuckDBDataReader reader, int column) =>
        reader.GetDataTypeName(column).ToUpperInvariant().Replace("UNSIGNED", "U", StringComparison.Ordinal);
}
