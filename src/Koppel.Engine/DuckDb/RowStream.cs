using System.Runtime.CompilerServices;

namespace Koppel.Engine.DuckDb;

/// <summary>The rows of a result, as they stream.</summary>
internal static class RowStream
{
    /// <summary>The columns of an open query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="headings">Headings that the user gave, by position.</param>
    public static IReadOnlyList<ResultColumn> Columns(QueryRunner.OpenQuery query, IReadOnlyDictionary<int, string> headings)
    {
        var columns = new List<ResultColumn>(query.Columns.Count);
        foreach (var (name, type) in query.Columns)
            columns.Add(
                new ResultColumn(name, headings.GetValueOrDefault(columns.Count) ?? name,
                    type.Id == DuckTypeId.TimestampTz ? "TIMESTAMPTZ" : type.ToString()));
        return columns;
    }

    /// <summary>The types of the columns of an open query.</summary>
    public static IReadOnlyList<DuckType> Types(QueryRunner.OpenQuery query)
    {
        var types = new List<DuckType>(query.Columns.Count);
        foreach (var (_, type) in query.Columns) types.Add(type);
        return types;
    }

    /// <summary>Reads the query to its end or until the reader of the rows has enough, then cleans up.</summary>
    /// <param name="query">The query.</param>
    /// <param name="translate">Turns a fault into the user's words.</param>
    /// <param name="cleanUp">Is called in any case.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async IAsyncEnumerable<RowChunk> ReadAsync(
        QueryRunner.OpenQuery query, Func<Exception, Exception> translate, Action cleanUp,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            await using var chunks = query.ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await MoveNextAsync(chunks, translate)) yield return chunks.Current;
        }
        finally
        {
            await query.DisposeAsync();
            cleanUp();
        }
    }

    static async ValueTask<bool> MoveNextAsync<T>(IAsyncEnumerator<T> chunks, Func<Exception, Exception> translate)
    {
        try
        {
            return await chunks.MoveNextAsync();
        }
        catch (Exception fault) when (translate(fault) is var told && told != fault)
        {
            throw told;
        }
    }
}
