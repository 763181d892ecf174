using Koppel.Sandbox.Control.Calls;
using Koppel.Sandbox.Faults;
using Koppel.Sandbox.Http;
using Koppel.Sandbox.Salesforce;

namespace Koppel.Sandbox.Control.Salesforce;

/// <summary>What the sandbox counts, and what is done to the org as a whole.</summary>
internal sealed class OrgControl(SalesforceOrg org, Traffic traffic, FaultPlan faults)
{
    int _generation;

    public SalesforceStats Stats()
    {
        org.Settle();
        var (calls, byRoute, throttled) = traffic.Counts();
        var (used, most) = org.Allowance.Read();
        var records = org.Data.Use(
            () => org.Data.Tables.Where(table => table.Live > 0).ToDictionary(table => table.Type.Name, table => table.Live));
        return new(calls, byRoute, throttled, used, most, org.SignIns.Sessions.Count, records);
    }

    /// <summary>A few figures that tell an open page whether something has happened.</summary>
    public object Pulse()
    {
        var stats = Stats();
        return new
        {
            generation = _generation, records = stats.Records.Values.Sum(), jobs = org.Jobs.Use(States) + org.BatchJobs.Use(BatchStates),
            calls = stats.Calls,
            used = stats.Used, throttled = stats.Throttled, sessions = stats.Sessions, faults = faults.Rules.Count,
        };
    }

    string States() => string.Join(' ', org.Jobs.Queries.All.Select(job => job.Head).Concat(org.Jobs.Ingests.All.Select(job => job.Head))
        .CountBy(head => head.State).Select(count => $"{count.Key}:{count.Value}"));

    string BatchStates() => string.Concat(org.BatchJobs.All.SelectMany(job => job.Batches).CountBy(batch => batch.State)
        .Select(count => $" {count.Key}:{count.Value}"));

    public object Limits()
    {
        var (used, most) = org.Allowance.Read();
        return new { used, most };
    }

    public async Task SetLimitsAsync(ControlCall call)
    {
        var wanted = await call.ReadAsync<LimitsSent>();
        if (wanted is not ({ Used: >= 0 } or { Most: >= 1 }) || wanted.Used < 0 || wanted.Most < 1)
            throw new FormatException(
                "Send {\"used\": n, \"most\": n} or one of both: how many calls of the day are used, and how many there are.");
        org.Allowance.Set(wanted.Used, wanted.Most);
        await call.SendAsync(Limits());
    }

    public object Fields() => new { hidden = org.Data.Access.Hidden };

    /// <summary>Hides fields from the user of the API.</summary>
    public async Task HideFieldsAsync(ControlCall call)
    {
        if (await call.ReadAsync<FieldsSent>() is not { Hidden: { } names })
            throw new FormatException("Send {\"hidden\": [\"Contact.Title\", …]}: the fields that the user of the API may not see.");
        org.Data.Access.Hide(names);
        await call.SendAsync(Fields());
    }

    /// <summary>Ends every session, as if its time had come.</summary>
    public Task ExpireAsync(ControlCall call) => call.SendAsync(new { ended = org.SignIns.Sessions.EndAll() });

    public Task ResetAsync(ControlCall call)
    {
        org.Reset();
        traffic.Clear();
        faults.Restart();
        _generation++;
        return call.SendAsync(Stats());
    }

    sealed record LimitsSent(int? Used, int? Most);

    sealed record FieldsSent(IReadOnlyList<string>? Hidden);
}
