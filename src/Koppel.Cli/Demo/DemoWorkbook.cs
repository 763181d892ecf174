using Koppel.Engine.DuckDb;
using Koppel.Engine.Statements;
using Koppel.Output.Xlsx;

namespace Koppel.Cli.Demo;

/// <summary>The Excel workbook of the demonstration: a sheet of e-mail addresses and tags, as another system would export it.</summary>
static class DemoWorkbook
{
    /// <summary>Pairs each contact with a tag, and the last contact with one more.</summary>
    public static IReadOnlyList<(string Email, string Tag)> Rows(IReadOnlyList<string> emails, IReadOnlyList<string> tags) =>
        [.. emails.Select((email, i) => (email, tags[i % tags.Count])), (emails[^1], tags[emails.Count % tags.Count])];

    /// <summary>Writes the workbook.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="name">The sheet's name.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task WriteAsync(
        string path, string name, IReadOnlyList<(string Email, string Tag)> rows, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        await using var workbook = new XlsxWriter(file);
        var sheet = new RowsResult(
            1,
            [new ResultColumn("email", "email", "VARCHAR"), new ResultColumn("tag", "tag", "VARCHAR")],
            rows.Select(row => (object?[])[row.Email, row.Tag]).ToAsyncEnumerable());
        await workbook.WriteAsync(sheet, name, cancellationToken);
        await workbook.CompleteAsync(cancellationToken);
    }
}
