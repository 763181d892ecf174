using System.Text.Json.Nodes;
using Koppel.Engine.Hosting;
using Koppel.Engine.KeptResults;
using Koppel.Server.Wire;

namespace Koppel.Server.Results;

/// <summary>Some rows of a table out of the newest kept result that is a plain select of it: no system is asked for them.</summary>
/// <param name="shelf">The results.</param>
/// <param name="time">The clock.</param>
internal sealed class TableSample(ResultShelf shelf, TimeProvider time)
{
    const int Shown = 50;

    /// <summary>The rows, with their age in seconds.</summary>
    /// <param name="table">The table, such as <c>contacts@ac</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ApiFault">Nothing of it is kept.</exception>
    public async Task<JsonObject> OfAsync(string table, CancellationToken cancellationToken)
    {
        var kept = shelf.Store.All.Where(r => r.Rows > 0 && IsOf(r, table)).OrderByDescending(r => r.Columns.Count)
            .ThenByDescending(r => r.Id).FirstOrDefault() ?? throw ApiFault.NotFound("nothing-kept",
                $"No rows of {table} are kept. Run select * from {table} limit 20 to see some.");
        var page = await RowsJson.PageAsync(shelf.Store, kept, 0, Shown, cancellationToken);
        return new JsonObject
        {
            ["columns"] = ResultShelf.Columns(kept),
            ["rows"] = JsonNode.Parse(page.Written)!["rows"]!.DeepClone(),
            ["age"] = Math.Round((time.GetUtcNow() - kept.Origin.At).TotalSeconds),
        };
    }

    static bool IsOf(KeptResult result, string table) =>
        string.Equals(EditableQuery.Of(result.Origin.Sql)?.Table, table, StringComparison.OrdinalIgnoreCase);
}
