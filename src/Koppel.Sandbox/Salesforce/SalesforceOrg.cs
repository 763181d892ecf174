using Koppel.Sandbox.Http;
using Koppel.Sandbox.Salesforce.Bulk;
using Koppel.Sandbox.Salesforce.BulkOne;
using Koppel.Sandbox.Salesforce.Records;
using Koppel.Sandbox.Salesforce.Rest;
using Koppel.Sandbox.Salesforce.Schema.Standard;
using Koppel.Sandbox.Salesforce.Seed;
using Koppel.Sandbox.Salesforce.SignIn;
using Koppel.Sandbox.Salesforce.Soap;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce;

/// <summary>Everything behind the door: records, jobs, who has signed in, what is left of the day.</summary>
internal sealed class SalesforceOrg : IDisposable
{
    readonly SalesforceOptions _options;
    readonly RecordWriter _writer;

    public SalesforceOrg(SalesforceOptions options, Clock clock)
    {
        _options = options;
        SignIns = new(options, clock);
        Allowance = new(clock, options.DailyApiRequests);
        Data = new(StandardSchema.Create(), clock);
        OrgSeed.Fill(Data, options.Seed, options.Username);
        _writer = new(Data);
        Jobs = new(Data, _writer, options);
        BatchJobs = new(_writer, () => Jobs.NextId());
    }

    public SignIns SignIns { get; }

    public Allowance Allowance { get; }

    public OrgData Data { get; }

    public BulkJobs Jobs { get; }

    public BatchJobs BatchJobs { get; }

    /// <summary>All that is answered.</summary>
    public RouteTable Routes()
    {
        // A call inside of another is one of these: there are no jobs in there.
        RouteTable? rest = null;
        rest = new(RestRoutes.All(Data, _writer, _options, Allowance, call => rest!.Answer(call)));
        return new(
        [
            new("GET", ApiVersions.Root, _ => ApiVersions.List()),
            .. SignIns.Routes(),
            .. new SoapDoor(Data, _writer, _options, SignIns.Sessions, Allowance).Routes,
            .. new QueryJobCalls(Data, _options, Jobs).Routes,
            .. new IngestJobCalls(Data, _options, Jobs).Routes,
            .. new AsyncCalls(Data, BatchJobs).Routes,
            .. rest.All,
        ]);
    }

    /// <summary>Does what jobs have to do by now.</summary>
    public void Settle()
    {
        Jobs.Settle();
        BatchJobs.Settle();
    }

    /// <summary>Begins anew.</summary>
    public void Reset()
    {
        Jobs.Clear();
        BatchJobs.Clear();
        SignIns.Reset();
        Data.Access.Hide([]);
        Allowance.Set(0, _options.DailyApiRequests);
        _writer.Forget();
        OrgSeed.Fill(Data, _options.Seed, _options.Username);
    }

    public void Dispose()
    {
        Jobs.Dispose();
        BatchJobs.Dispose();
        SignIns.Dispose();
    }
}
