using System.Globalization;
using System.Text.Json.Nodes;
using Koppel.Engine.KeptResults;
using Koppel.Server.Wire;

namespace Koppel.Server.Results;

/// <summary>The kept results under the names that the page knows them by: a name of a program before this one is nobody's.</summary>
/// <param name="store">The results.</param>
/// <param name="program">This program.</param>
internal sealed class ResultShelf(ResultStore store, string program)
{
    /// <summary>The results.</summary>
    public ResultStore Store => store;

    /// <summary>By which the page knows a result.</summary>
    public string IdOf(KeptResult result) => FormattableString.Invariant($"{result.Id}-{program}");

    /// <summary>The result of that name.</summary>
    /// <exception cref="ApiFault">It is not kept any more.</exception>
    public KeptResult Get(string id)
    {
        if (id.EndsWith($"-{program}", StringComparison.Ordinal)
            && long.TryParse(id.AsSpan(0, id.Length - program.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && store.Find(number) is { } found) return found;
        throw ApiFault.NotFound("result-gone",
            "This result is not kept any more: they go by age, number and room, and at the end of the program. Run its statement again.");
    }

    /// <summary>A result as the page is told of it.</summary>
    public JsonObject Of(KeptResult result) => new()
    {
        ["id"] = IdOf(result),
        ["session"] = result.Origin.Session,
        ["name"] = result.Name,
        ["pinned"] = result.IsPinned,
        ["columns"] = Columns(result),
        ["rows"] = result.Rows,
        ["isComplete"] = result.IsComplete,
        ["fault"] = result.Fault,
        ["sql"] = result.Origin.Sql,
        ["at"] = result.Origin.At.ToString("O", CultureInfo.InvariantCulture),
        ["ledgerRun"] = result.Origin.LedgerRun,
        ["bytes"] = result.Bytes,
    };

    /// <summary>The columns as the page is told of them.</summary>
    public static JsonArray Columns(KeptResult result) => Answer.List(result.Columns.Select(c => new JsonObject
    {
        ["name"] = c.Heading, ["type"] = c.Type, ["kind"] = ColumnKind.Of(c.Type),
    }));

    /// <summary>The position of a column by its name or its number.</summary>
    /// <exception cref="ApiFault">There is none.</exception>
    public static int Column(KeptResult result, string? name)
    {
        for (var i = 0; i < result.Columns.Count; i++)
            if (string.Equals(result.Columns[i].Heading, name, StringComparison.Ordinal)) return i;
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < result.Columns.Count)
            return number;
        throw ApiFault.Wrong($"The result has no column '{name}'. It has {string.Join(", ", result.Columns.Select(c => c.Heading))}.");
    }
}
