using System.Text.Json;
using Koppel.Sandbox.Salesforce.Soql;
using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.Bulk;

/// <summary>A query under way: it waits, runs, and then its result lies ready in pages.</summary>
/// <param name="head">What every job has.</param>
/// <param name="found">What the query found.</param>
/// <param name="isOrdered">Whether its rows come in an order that was asked for.</param>
/// <param name="fails">Whether it ends without a result.</param>
/// <param name="begun">When it was made.</param>
internal sealed class QueryJob(JobHead head, QueryResult found, bool isOrdered, bool fails, TimeSpan begun) : IDisposable
{
    const int RowsASecond = 200_000;
    const int PagesAtOnce = 5;

    // From so many rows on the result is written beside the calls; a smaller one, in no time, by the call that finds it due.
    const int Large = 50_000;

    static readonly TimeSpan Waits = TimeSpan.FromSeconds(1);

    readonly CancellationTokenSource _ended = new();
    Task<ResultFile>? _writing;

    public JobHead Head => head;

    /// <summary>The result; null as long as there is none.</summary>
    public ResultFile? Result { get; private set; }

    TimeSpan Runs => TimeSpan.FromSeconds(1 + ((double)found.Total / RowsASecond));

    /// <summary>Begins with what takes long, if it does.</summary>
    public void Begin(OrgData org, int seed)
    {
        if (!fails && found.Total >= Large) _writing = Task.Run(() => Write(org, seed), _ended.Token);
    }

    /// <summary>Does what is due by now.</summary>
    public void Settle(OrgData org, int seed)
    {
        var since = org.Clock.Elapsed - begun;
        if (head.IsOver || since < org.Clock.Scaled(Waits)) return;
        head.Turn(JobState.InProgress, org.Now);
        if (since < org.Clock.Scaled(Waits + Runs)) return;
        if (fails)
        {
            head.Fail("InternalServerError : Retried more than 15 times. Please contact support.", org.Now);
            return;
        }

        if (_writing is { IsCompleted: false }) return;
        if (_writing is { IsCompletedSuccessfully: false })
        {
            head.Fail("InternalServerError : " + _writing.Exception?.InnerException?.Message, org.Now);
            return;
        }

        Result = _writing?.Result ?? Write(org, seed);
        head.Turn(JobState.JobComplete, org.Now);
    }

    /// <summary>Ends it: nothing is written for it any more.</summary>
    public void Abort(DateTime now)
    {
        head.Turn(JobState.Aborted, now);
        _ended.Cancel();
    }

    /// <summary>How many rows the page has that begins at a row. The server decides: at most as many as were asked for.</summary>
    public int PageAt(int row, int most)
    {
        var less = (int)(((uint)row * 2_654_435_761u + (uint)found.Total) % ((uint)(most / 4) + 1));
        return Math.Min(most - less, Result!.Rows - row);
    }

    /// <summary>The first rows of the next pages, from a row on, and the row at which the pages after them begin.</summary>
    public (List<int> Pages, int Next) PagesFrom(int row, int most)
    {
        List<int> pages = [];
        for (; pages.Count < PagesAtOnce && (row < Result!.Rows || row == 0); row += Math.Max(1, PageAt(row, most))) pages.Add(row);
        return (pages, row);
    }

    /// <summary>What is told about it; where it is made, less.</summary>
    public void Write(Utf8JsonWriter json, bool isNew = false, bool inList = false)
    {
        json.WriteStartObject();
        head.WriteBegin(json);
        head.WriteKind(json);
        if (!isNew) json.WriteString("jobType", "V2Query");
        head.WriteFormat(json);
        if (!isNew && !inList)
        {
            var isDone = head.State == JobState.JobComplete;
            json.WriteNumber("numberRecordsProcessed", isDone ? found.Total : 0);
            json.WriteNumber("retries", head.State == JobState.Failed ? 15 : 0);
            json.WriteNumber("totalProcessingTime", isDone ? (int)Runs.TotalMilliseconds : 0);
            json.WriteBoolean("isPkChunkingSupported", !isOrdered);
            if (head.Error is { } error) json.WriteString("errorMessage", error);
        }

        json.WriteEndObject();
    }

    public void Dispose()
    {
        _ended.Cancel();
        // What is still being written is thrown away when it is there.
        if (Result is null) _writing?.ContinueWith(done => done.Result.Dispose(), TaskContinuationOptions.OnlyOnRanToCompletion);
        Result?.Dispose();
        _ended.Dispose();
    }

    ResultFile Write(OrgData org, int seed) =>
        ResultFile.Write(org, isOrdered ? found.Rows : Shuffled(seed), found.Selection!, head.Format, _ended.Token);

    int[] Shuffled(int seed)
    {
        int[] rows = [.. found.Rows];
        new Random(unchecked((seed * 31) + rows.Length)).Shuffle(rows);
        return rows;
    }
}
