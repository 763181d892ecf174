using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Koppel.Connectors.Salesforce.Api;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Salesforce.Query;

/// <summary>A page of a job's result: CSV of any length, read as it comes.</summary>
/// <param name="org">The org.</param>
/// <param name="table">The object's name.</param>
/// <param name="plan">What is read.</param>
/// <param name="url">Where the page is.</param>
/// <param name="free">Batches that can be filled again.</param>
internal sealed class ResultPage(Org org, string table, QueryPlan plan, string url, ConcurrentBag<RowBatch> free)
{
    const string CountHeader = "Sforce-NumberOfRecords";

    long _delivered;

    /// <summary>Brings its rows.</summary>
    /// <param name="batches">Where to.</param>
    /// <param name="attempts">How many times it is asked for at most.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException">It cannot be read.</exception>
    public async Task ReadAsync(ChannelWriter<RowBatch> batches, int attempts, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var response = await org.FollowAsync(
                new RestRequest(HttpMethod.Get, url)
                {
                    Pattern = $"{await org.BasePathAsync(cancellationToken)}jobs/query/{{id}}/results", Accept = "text/csv",
                    IsStreamed = true,
                },
                cancellationToken);
            OrgErrors.Checked(response, org.Connection, table);
            try
            {
                await using var stream = response.Stream!;
                await ReadAsync(new CsvRecords(stream), CountOf(response), batches, response, cancellationToken);
                return;
            }
            catch (Exception fault) when (fault is IOException or FormatException)
            {
                if (attempt < attempts)
                {
                    await org.Client.DelayAsync(TimeSpan.FromSeconds(attempt), cancellationToken);
                    continue;
                }
                throw new ConnectorException(ConnectorErrorKind.Unreachable,
                    $"Salesforce (connection '{org.Connection}'): a page of the result of {table} broke off {attempts} times: "
                    + $"{fault.Message.TrimEnd('.')}. Check the network and run it again.", fault)
                { Connection = org.Connection, Table = table, Call = response.Route };
            }
        }
    }

    async Task ReadAsync(
        CsvRecords records, long? count, ChannelWriter<RowBatch> batches, RestResponse response, CancellationToken cancellationToken)
    {
        if (!await records.ReadAsync(cancellationToken)) throw new FormatException("It has no heading.");
        var positions = Positions(records, response);
        var id = PositionOf(records, "Id");
        var width = records.Count;
        var skip = _delivered;
        var seen = 0L;
        var batch = Batch();
        while (records.TryRead() || await records.ReadAsync(cancellationToken))
        {
            if (records.Count != width) throw new FormatException($"A record has {records.Count} fields and not {width}.");
            if (++seen <= skip) continue;
            Fill(batch, records, positions, id, response.Route);
            if (!batch.IsFull) continue;
            await batches.WriteAsync(batch, cancellationToken);
            _delivered = seen;
            batch = Batch();
        }
        if (count is { } told && told != seen) throw new FormatException($"It has {seen} records, but {told} are told.");
        if (batch.Count > 0) await batches.WriteAsync(batch, cancellationToken);
        _delivered = seen;
    }

    RowBatch Batch() => free.TryTake(out var batch) ? batch : new RowBatch(plan.Request.Columns);

    void Fill(RowBatch batch, CsvRecords records, int[] positions, int id, string route)
    {
        var row = batch.AddRow();
        for (var c = 0; c < positions.Length; c++)
        {
            var text = records[positions[c]];
            if (text.IsEmpty)
            {
                batch[c].SetNull(row);
                continue;
            }
            try
            {
                FieldValue.Set(batch[c], row, text);
            }
            catch (Exception fault) when (fault is FormatException or OverflowException)
            {
                throw ValueFaults.Of(org.Connection, table, plan.Fields[c], Encoding.UTF8.GetString(text),
                    id < 0 ? null : Encoding.UTF8.GetString(records[id]), fault, route);
            }
        }
    }

    int[] Positions(CsvRecords heading, RestResponse response) => [.. plan.Fields.Select(f => PositionOf(heading, f.Path) is >= 0 and var at
        ? at : throw OrgErrors.Odd(response, org.Connection, $"has no column {f.Path}"))];

    static int PositionOf(CsvRecords heading, string name)
    {
        for (var i = 0; i < heading.Count; i++)
            if (Encoding.UTF8.GetString(heading[i]).Trim('\uFEFF').Equals(name, StringComparison.OrdinalIgnoreCase)) return i;
        return -1;
    }

    static long? CountOf(RestResponse response) =>
        long.TryParse(response.Headers(CountHeader).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count : null;
}
