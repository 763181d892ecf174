using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>
/// <c>/segmentMatchAll</c>, <c>/segmentMatchSome</c> and <c>/segmentMatch</c>: who is in a segment. A call that begins a run waits for it
/// up to four seconds; what takes longer is asked for again by the run's id.
/// </summary>
internal sealed class SegmentMatching(SandboxState state)
{
    const int MostMatches = 10_000;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public Answer AllOfNew(ApiCall call) => SegmentsV2.Checked(() =>
    {
        var sent = SegmentSent.Read(call.Body)[0];
        var test = Compiler().Compile(sent.Definition);
        return Begun(call, state.Store.Segments.Add(sent, forADay: true), test, int.MaxValue, isPlain: true);
    });

    public Answer AllOf(ApiCall call) => SegmentsV2.Checked(() => state.Store.Segments.Find(call.Path[1]) is not { } segment
        ? SegmentJson.NotFound(call.Path[1])
        : Begun(call, segment, Compiler().Compile(segment.Latest.Definition), int.MaxValue, isPlain: true));

    public Answer SomeOf(ApiCall call) => SegmentsV2.Checked(() =>
    {
        if (state.Store.Segments.Find(call.Path[1]) is not { } segment) return SegmentJson.NotFound(call.Path[1]);
        var sent = call.Body.Member("data").Member("attributes");
        if (sent is null) return SegmentJson.Invalid("attributes is a required field.");
        var limit = sent.Member("limit") is { } most ? ((JsonElement?)most).Id() ?? 0 : MostMatches;
        if (limit is < 1 or > MostMatches) return SegmentJson.Invalid($"limit is from 1 to {MostMatches}.");
        var compiler = Compiler(sent.Member("external_id").Text());
        IContactTest[] both = [compiler.Compile(segment.Latest.Definition), compiler.Compile(SegmentSent.ReadCriteria(sent))];
        return Begun(
            call, segment, sent.Member("segment_relationship").Text() == "or" ? new AnyOf(both) : new AllOf(both), limit, isPlain: false);
    });

    /// <summary>A run of <c>segmentMatchAll</c>; another order begins it anew.</summary>
    public Answer Run(ApiCall call) => SegmentsV2.Checked(() =>
    {
        if (state.Store.Runs.Find(call.Path[1], call.Path[2]) is not { } run) return RunNotFound(call);
        return call.Query.Text("sort") is { } sort && sort != run.Sort
            ? Told(call, state.Store.Runs.Resort(run, sort), state.Moment)
            : Told(call, run, state.Moment);
    });

    /// <summary>A run of either kind, in the order that it has.</summary>
    public Answer RunAsItIs(ApiCall call) =>
        SegmentsV2.Checked(
            () => state.Store.Runs.Find(call.Path[1], call.Path[2]) is { } run ? Told(call, run, state.Moment) : RunNotFound(call));

    public Answer One(ApiCall call) => SegmentsV2.Checked(() =>
    {
        if (state.Store.Segments.Find(call.Path[1]) is not { } segment) return SegmentJson.NotFound(call.Path[1]);
        var contact = state.Store.Contacts.Find(QueryText.ToInt(call.Path[2]));
        var test = Compiler(call.Path.Count > 3 ? call.Path[3] : null).Compile(segment.Latest.Definition);
        segment.LastUsed = state.Moment;
        return SegmentJson.Data(json => json
            .BeginObject().Name("id"u8).Text(segment.Key + call.Path[2]).Name("type"u8).Text("match").Name("attributes"u8).BeginObject()
            .Name("created_timestamp"u8).Text(SegmentJson.Moment(state.Moment)).Name("entity_id"u8).Text(call.Path[2])
            .Name("match"u8).Bool(contact is not null && test.Holds(contact))
            .Name("segment_id"u8).Text(segment.Key).Name("segment_timestamp"u8).Text(SegmentJson.Moment(segment.Latest.Created))
            .EndObject().EndObject());
    });

    Answer Begun(ApiCall call, Segment segment, IContactTest test, int limit, bool isPlain)
    {
        var run = state.Store.Runs.Begin(segment, test, call.Query.Text("sort") ?? MatchSort.Default, limit, isPlain, call.WorkFault);
        if (call.Query.Has("instant")) return Told(call, run, run.Start);
        // The answer is that of the moment at which it is sent.
        var wait = run.Takes < Patience ? run.Takes : Patience;
        return Told(call, run, run.Takes <= Patience ? run.End : run.Start) with { Wait = wait };
    }

    static Answer Told(ApiCall call, MatchRun run, DateTime now)
    {
        var size = call.Query.Number("page_size") ?? 20;
        var page = call.Query.Number("page") ?? 1;
        if (page < 1 || size is < 1 or > MostMatches) return SegmentJson.Invalid($"page is from 1 on, page_size from 1 to {MostMatches}.");
        var (isOver, isReady) = (now >= run.End, now >= run.End && !run.Fails);
        return SegmentJson.Data(json =>
        {
            json.BeginObject().Name("id"u8).Text($"{run.Id}-{page}").Name("type"u8).Text("matchAll").Name("attributes"u8).BeginObject();
            json.Name("run_id"u8).Text(run.Id).Name("run_id_start"u8).Text(SegmentJson.Moment(run.Start));
            if (isOver) json.Name("run_id_end"u8).Text(SegmentJson.Moment(run.End));
            json.Name("is_ready"u8).Bool(isReady);
            if (isReady) Matches(json, run.Matches.Span, page, size);
            json.Name("segment_id"u8).Text(run.Segment.Key).Name("segment_timestamp"u8).Text(SegmentJson.Moment(run.Version)).EndObject()
                .EndObject();
        });
    }

    static void Matches(PhpJson json, ReadOnlySpan<int> matches, int page, int size)
    {
        json.Name("matches"u8).BeginArray();
        var from = (int)Math.Min((page - 1L) * size, matches.Length);
        foreach (var id in matches[from..Math.Min(from + size, matches.Length)]) json.Number(id);
        json.EndArray().Name("page"u8).BeginObject().Name("current_page"u8).Number(page)
            .Name("last_page"u8).Number(Math.Max(1, (matches.Length + size - 1) / size))
            .Name("per_page"u8).Number(size).Name("total"u8).Number(matches.Length).EndObject();
    }

    SegmentCompiler Compiler(string? external = null) => new(state.Store, state.Now, external);

    static Answer RunNotFound(ApiCall call) =>
        SegmentJson.Fault(404, "404 NOT_FOUND", $"Run {call.Path[2]} of segment {call.Path[1]} not found");
}
