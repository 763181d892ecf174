using DuckDB.NET.Data;

namespace Koppel.Engine.Dialects;

/// <summary>
/// A function of texts that DuckDB calls: macros give it texts and cast what it gives. It has a blank in its name, so that nothing of
/// DuckDB's or of a user's can be called alike.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Of">What it gives for a row; it may be called by several threads at once.</param>
internal sealed record TextFunction(string Name, Func<IReadOnlyList<string?>, string?> Of)
{
    /// <summary>Makes it known; a DuckDB keeps a function for good.</summary>
    /// <param name="connection">To the DuckDB.</param>
    public void Register(DuckDBConnection connection) => connection.RegisterScalarFunction<string, string>(
        Name,
        (arguments, results, count) =>
        {
            var texts = new string?[arguments.Count];
            for (ulong row = 0; row < count; row++)
            {
                for (var i = 0; i < texts.Length; i++)
                    texts[i] = arguments[i].IsValid(row) ? arguments[i].GetValue<string>(row) : null;
                if (Of(texts) is { } result) results.WriteValue(result, row);
                else results.WriteNull(row);
            }
        },
        new() { IsPureFunction = true, HandlesNulls = true }, @params: true);
}
