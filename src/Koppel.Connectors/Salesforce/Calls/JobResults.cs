using System.Text;
using System.Text.Json;
using Koppel.Connectors.Salesforce.Api;
using Koppel.Connectors.Salesforce.Query;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;

namespace Koppel.Connectors.Salesforce.Calls;

/// <summary>
/// What became of the rows of a job. Its three lists come in no order, so that a row is found by its own content, as it was sent; rows that
/// say the same are told apart by nobody, and need not be.
/// </summary>
/// <param name="target">The object.</param>
/// <param name="verb">What is done.</param>
/// <param name="jobs">The jobs.</param>
internal sealed class JobResults(WriteTarget target, WriteVerb verb, Jobs jobs)
{
    const string IdColumn = "sf__Id", ErrorColumn = "sf__Error";

    /// <summary>Enters what became of each row; gives those that go into another job.</summary>
    /// <param name="call">The call.</param>
    /// <param name="job">The job, which is over.</param>
    /// <param name="parts">The rows.</param>
    /// <param name="inDoubt">Some may have been written before.</param>
    /// <param name="isLast">There will be no other job.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<JsonElement>> EnterAsync(
        OpenCall call, JobState job, IReadOnlyList<JsonElement> parts, bool inDoubt, bool isLast, CancellationToken cancellationToken)
    {
        var open = new OpenRows(parts);
        var again = new List<JsonElement>();
        foreach (var (row, part) in await ReadAsync(job, "successfulResults", open, cancellationToken))
            if (verb is WriteVerb.Insert && row.Id is { Length: > 0 } id) call.AcceptAs(part, "Id", id);
            else call.Accept(part);
        foreach (var (row, part) in await ReadAsync(job, "failedResults", open, cancellationToken))
        {
            var fault = RowFault.Parse(row.Error);
            if (fault.IsLocked && !isLast) again.Add(part);
            else if (verb == WriteVerb.Delete && fault.IsGone && inDoubt) call.Accept(part);
            else if (verb == WriteVerb.Delete && fault.IsGone) call.Unchanged(part);
            else call.Reject(part, fault.Cause);
        }
        var left = job.IsLost ? await ReadAsync(job, "unprocessedrecords", open, cancellationToken) : [];
        // A job that was given up says of no row that it was not come to unless it lists it; with nothing done at all, none was.
        IEnumerable<JsonElement> untouched =
            job is { IsLost: true, Processed: 0 } && left.Count == 0 ? open.TakeAll() : left.Select(l => l.Part);
        foreach (var part in untouched)
        {
            if (!isLast) again.Add(part);
            else
                call.Reject(part, new RejectCause(RejectCode.NotTaken,
                    $"Salesforce gave the job up before it came to the row: {job.State} {job.Message}".TrimEnd(' ', '.') + ".",
                    "Load it again."));
        }
        foreach (var part in open.TakeAll())
            call.Reject(part, new RejectCause(RejectCode.InDoubt,
                $"The result of job {job.Id} does not tell what became of the row.",
                "Look whether it was written before loading it again."));
        return [.. again.OrderBy(p => p.TryGetProperty("body", out var body) ? WriteTarget.ParentOf(body) : "", StringComparer.Ordinal)];
    }

    /// <summary>A list of a job's result, each of its rows with the row that was sent.</summary>
    async Task<IReadOnlyList<(ResultRow Row, JsonElement Part)>> ReadAsync(
        JobState job, string list, OpenRows open, CancellationToken cancellationToken)
    {
        const int attempts = 4;
        for (var attempt = 1; ; attempt++)
        {
            var response = await jobs.StreamAsync(job.Id, $"/{list}", cancellationToken);
            OrgErrors.Checked(response, target.Org.Connection, target.Object.Name);
            try
            {
                await using var stream = response.Stream!;
                var rows = await ReadAsync(stream, cancellationToken);
                return [.. open.Take(rows)];
            }
            catch (Exception fault) when (fault is IOException or FormatException)
            {
                if (attempt == attempts)
                    throw new ConnectorException(ConnectorErrorKind.Unreachable,
                        $"Salesforce (connection '{target.Org.Connection}'): the {list} of job {job.Id} broke off {attempts} times: "
                        + $"{fault.Message.TrimEnd('.')}. Go on with the load later: what was written is known to the job.", fault)
                    { Connection = target.Org.Connection, Table = target.Object.Name, Call = response.Route, MayHaveHappened = true };
                await target.Org.Client.DelayAsync(TimeSpan.FromSeconds(attempt), cancellationToken);
            }
        }
    }

    static async Task<List<ResultRow>> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var rows = new List<ResultRow>();
        var csv = new CsvRecords(stream);
        if (!await csv.ReadAsync(cancellationToken)) return rows;
        var heading = Enumerable.Range(0, csv.Count).Select(i => Encoding.UTF8.GetString(csv[i])).ToArray();
        var (id, error) = (Array.IndexOf(heading, IdColumn), Array.IndexOf(heading, ErrorColumn));
        var own = Enumerable.Range(0, heading.Length).Where(i => !heading[i].StartsWith("sf__", StringComparison.Ordinal)).ToArray();
        var names = new Echo([.. own.Select(i => heading[i])]);
        while (csv.TryRead() || await csv.ReadAsync(cancellationToken))
        {
            if (csv.Count != heading.Length) throw new FormatException($"A record has {csv.Count} fields and not {heading.Length}.");
            rows.Add(new ResultRow(
                id < 0 ? null : Encoding.UTF8.GetString(csv[id]), error < 0 ? "" : Encoding.UTF8.GetString(csv[error]), names,
                string.Join('\u001f', own.Select(i => Encoding.UTF8.GetString(csv[i])))));
        }
        return rows;
    }

    /// <summary>The columns that a list repeats: those that match fields.</summary>
    internal sealed record Echo(IReadOnlyList<string> Columns);

    /// <summary>A row of a list: what it says, and what it repeats.</summary>
    internal sealed record ResultRow(string? Id, string Error, Echo Echo, string Content);
}
