using System.Runtime.CompilerServices;
using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Rest.Declare;

namespace Koppel.Connectors.ActiveCampaign.Segments;

/// <summary>
/// Finds the contacts of a segment by a run of the vendor's segment matching: ten thousand ids a call, all as they were at one moment. The
/// first call waits up to four seconds for the run; a longer one is asked after.
/// </summary>
internal sealed class SegmentMatcher(Account account)
{
    /// <summary>The most that a page holds. Source: as below.</summary>
    const int PageSize = 10_000;

    /// <summary>So long is a run waited for. The vendor's page tells no longest time.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The pauses between two questions grow up to this.</summary>
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Begins a run; null when the account does not know the segment, or its plan has no segment matching.</summary>
    /// <param name="segment">The segment's id in the newer API.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<MatchRun?> BeginAsync(string segment, CancellationToken cancellationToken)
    {
        try
        {
            var response = await SendAsync(Fill("segmentMatchAll/{segment}", segment), "segmentMatchAll/{segment}", 1, cancellationToken);
            return response.Status == 404 ? null : MatchRun.Read(Checked(response));
        }
        catch (ConnectorException fault) when (fault.Status == 403)
        {
            return null; // So an account answers whose plan lacks it; a wrong token is refused everywhere, and the way without says so.
        }
    }

    /// <summary>The contacts of a run that was begun, page by page.</summary>
    /// <exception cref="ConnectorException">The run failed, or does not end.</exception>
    public async IAsyncEnumerable<IReadOnlyList<long>> ContactsAsync(
        MatchRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        run = await ReadyAsync(run, cancellationToken);
        long came = run.Contacts.Count;
        yield return run.Contacts;
        for (var page = 2; page <= run.LastPage; page++)
        {
            var next = await AskAsync(run, page, cancellationToken);
            if (!next.IsReady) throw Failed(run, "was begun anew while its contacts were read");
            came += next.Contacts.Count;
            yield return next.Contacts;
        }
        if (came != run.Total) throw Failed(run, $"told {run.Total} contacts, and {came} came");
    }

    async Task<MatchRun> ReadyAsync(MatchRun run, CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromSeconds(1);
        for (var waited = TimeSpan.Zero; !run.IsReady; waited += pause)
        {
            if (run.HasEnded) throw Failed(run, "ended without a result");
            if (waited > Patience) throw Failed(run, $"is not done after {Patience.TotalMinutes:0} minutes");
            await account.Client.DelayAsync(pause, cancellationToken);
            run = await AskAsync(run, 1, cancellationToken);
            if (pause < LongestPause) pause *= 2;
        }
        return run;
    }

    async Task<MatchRun> AskAsync(MatchRun run, int page, CancellationToken cancellationToken)
    {
        const string Pattern = "segmentMatchAll/{segment}/{run}";
        return MatchRun.Read(
            Checked(await SendAsync(UrlPath.Fill(Fill(Pattern, run.Segment), "run", run.Run), Pattern, page, cancellationToken)));
    }

    Task<RestResponse> SendAsync(string path, string pattern, int page, CancellationToken cancellationToken) => account.Client.SendAsync(
        new RestRequest(HttpMethod.Get,
            UrlPath.Of(path).Query("page", $"{page}").Query("page_size", $"{PageSize}").Query("sort", "id").ToString()) { Pattern =
                pattern }, cancellationToken);

    static string Fill(string pattern, string segment) => UrlPath.Fill(pattern, "segment", segment);

    static RestResponse Checked(RestResponse response) => response.IsSuccess ? response : throw new ConnectorException(
        ConnectorErrorKind.Refused, $"{response.Route} answered {response.Status}: {RestErrors.Describe(response)}")
    { Call = response.Route, Status = response.Status, Table = "segmentContacts", Body = response.Excerpt };

    static ConnectorException Failed(MatchRun run, string how) => new(
        ConnectorErrorKind.ServerFault,
        $"ActiveCampaign could not tell who is in segment {run.Segment}: its run {run.Run} {how}. Run the statement again later.") { Table =
            "segmentContacts" };
}
