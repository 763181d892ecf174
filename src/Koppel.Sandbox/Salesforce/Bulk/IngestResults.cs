using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Bulk;

/// <summary>What became of the rows of an ingest job, as CSV. Rows come in any order.</summary>
/// <param name="job">The job, which is over.</param>
/// <param name="seed">Draws the order.</param>
internal sealed class IngestResults(IngestJob job, int seed)
{
    const int Piece = 64 * 1024;

    public SalesforceAnswer Successful() => Answer("\"sf__Id\",\"sf__Created\"", outcome => outcome.Error is null,
        (lines, outcome) => lines.Add(outcome.IsCreated ? "true" : "false"));

    public SalesforceAnswer Failed() => Answer("\"sf__Id\",\"sf__Error\"", outcome => outcome.Error is not null,
        (lines, outcome) => lines.Add(outcome.Error!));

    /// <summary>The rows that nobody looked at, as they were uploaded.</summary>
    public SalesforceAnswer Unprocessed() => SalesforceAnswer.Stream(SalesforceAnswer.CsvType, async (stream, ct) =>
    {
        var (work, ending) = (job.Work, job.Head.Format.LineEnding);
        if (work is null)
        {
            // The content could not be read at all.
            await stream.WriteAsync(job.Content ?? default, ct);
            return;
        }

        var lines = new CsvLines(job.Head.Format);
        lines.Text.Add(Header(""));
        for (var row = work.Outcomes.Count; row < work.Count; row++)
        {
            lines.Text.Add(work.Raw(row).Span);
            // The last line of a file may have no end.
            if (row == work.Count - 1 && work.Content.Span[^1] != '\n') lines.EndLine();
            await FlushAsync(lines, stream, ct);
        }

        await FlushAsync(lines, stream, ct, isLast: true);
    });

    SalesforceAnswer Answer(string columns, Func<RowOutcome, bool> isWanted, Action<CsvLines, RowOutcome> write) =>
        SalesforceAnswer.Stream(SalesforceAnswer.CsvType, async (stream, ct) =>
        {
            var (work, lines) = (job.Work, new CsvLines(job.Head.Format));
            lines.Text.Add(Header(columns.Replace(',', job.Head.Format.Delimiter)));
            int[] rows = work is null ? [] : [.. Enumerable.Range(0, work.Outcomes.Count).Where(row => isWanted(work.Outcomes[row]))];
            new Random(seed).Shuffle(rows);
            foreach (var row in rows)
            {
                lines.Add(work!.Outcomes[row].Id);
                write(lines, work.Outcomes[row]);
                foreach (var cell in work.Read(row).Cells) lines.Add(cell);
                lines.EndLine();
                await FlushAsync(lines, stream, ct);
            }

            await FlushAsync(lines, stream, ct, isLast: true);
        });

    /// <summary>The system's columns in quotes, and the others as they were uploaded.</summary>
    string Header(string columns)
    {
        var format = job.Head.Format;
        var own = string.Join(format.Delimiter, job.Work?.Header.Names ?? []);
        return columns + (columns.Length > 0 && own.Length > 0 ? format.Delimiter : "") + own + format.LineEnding;
    }

    static async Task FlushAsync(CsvLines lines, Stream stream, CancellationToken cancellationToken, bool isLast = false)
    {
        if (!isLast && lines.Text.Length < Piece) return;
        await stream.WriteAsync(lines.Text.Written, cancellationToken);
        lines.Text.Clear();
    }
}
