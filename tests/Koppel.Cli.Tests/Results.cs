using Koppel.Engine.DuckDb;
using Koppel.Engine.Statements;
using Koppel.Sdk.Loading;

namespace Koppel.Cli.Tests;

/// <summary>Results of statements, made by hand.</summary>
static class Results
{
    public static RowsResult Rows(string[] columns, params object?[][] rows) => Rows(1, columns, rows);

    /// <param name="number">The statement's number.</param>
    /// <param name="columns">Each as <c>name TYPE</c> or <c>name TYPE 'heading'</c>.</param>
    /// <param name="rows">The rows.</param>
    public static RowsResult Rows(int number, string[] columns, params object?[][] rows) => new(
        number,
        [.. columns.Select(Column)],
        rows.ToAsyncEnumerable());

    public static LoadResult Load(
        int number, long read, long changed, long unchanged, string[]? rejects = null, Exception? fault = null, string[]? creates = null,
        string[]? notes = null)
    {
        var list = new RejectList();
        foreach (var (reason, i) in (rejects ?? []).Select(
            (r, i) => (r, i))) list.Add(new Reject(i + 1, [$"value {i + 1}", "Test"], new RejectCause(RejectCode.Refused, reason, "")));
        var outcome = new WriteOutcome
        {
            Read = read, Changed = changed, Unchanged = unchanged, Rejects = list, Fault = fault, Creates = creates ?? [],
            Notes = [.. notes ?? []],
        };
        var calls = new Dictionary<string, long> { ["GET /api/3/contacts"] = 2, ["POST /api/3/import/bulk_import"] = 40 };
        return new LoadResult(number, new LoadReport("contactTags@ac", outcome, calls, TimeSpan.FromMilliseconds(12_340)));
    }

    static ResultColumn Column(string text)
    {
        var parts = text.Split(' ', 3);
        return new ResultColumn(parts[0], parts.Length > 2 ? parts[2].Trim('\'') : parts[0], parts.ElementAtOrDefault(1) ?? "VARCHAR");
    }
}
