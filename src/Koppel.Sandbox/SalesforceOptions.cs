namespace Koppel.Sandbox;

/// <summary>
/// How a Salesforce sandbox behaves. Without changes it is a Developer Edition with 100 contacts and the limits of a real one.
/// </summary>
public sealed partial record SalesforceOptions
{
    /// <summary>The port on 127.0.0.1. The default, 0, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The number of contacts to begin with, john.doe@acme.com included. The default is 100.</summary>
    public int Seed { get; init; } = 100;

    /// <summary>
    /// How many times faster jobs and delays are than the real ones. The default is 1. Days and sessions are as long as real ones.
    /// </summary>
    public double TimeScale { get; init; } = 1;

    /// <summary>The faults to play, read by <see cref="FaultRule.ParseSalesforce"/>. The default is none.</summary>
    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    /// <summary>The seed of the draws: of faults with a probability, of the order in which rows come. The default is 1.</summary>
    public int FaultSeed { get; init; } = 1;

    /// <summary>The clock. The default is the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long each answer takes, before <see cref="TimeScale"/>. The default is no time.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>How many API calls are allowed in 24 hours. The default is 15,000, as in a Developer Edition.</summary>
    public int DailyApiRequests { get; init; } = 15_000;

    /// <summary>
    /// How many records a page of a query has at most when the caller names no size. The default is 2,000; wide records come fewer at a
    /// time.
    /// </summary>
    public int QueryPage { get; init; } = 2_000;

    /// <summary>
    /// Whether the pages of a result are of different sizes. The default is no. With it, a client that reckons where the next page begins
    /// instead of following its address is found out.
    /// </summary>
    public bool PagesVary { get; init; }

    /// <summary>
    /// How many rows a page of a query job's result has at most when the caller names no size. The default is 50,000; the server gives less
    /// as it likes.
    /// </summary>
    public int ResultPage { get; init; } = 50_000;

    /// <summary>Refuses values that cannot be served, all in one message.</summary>
    internal void Validate()
    {
        var faults = new List<string>();
        if (Port is < 0 or > 65_535) faults.Add("Port must be from 0 to 65535.");
        if (Seed < 1) faults.Add("Seed must be at least 1: john.doe@acme.com is always there.");
        if (!double.IsFinite(TimeScale) || TimeScale <= 0) faults.Add("TimeScale must be above 0.");
        if (Latency < TimeSpan.Zero) faults.Add("Latency cannot be negative.");
        if (DailyApiRequests < 1) faults.Add("DailyApiRequests must be at least 1.");
        if (QueryPage is < 1 or > 2_000) faults.Add("QueryPage must be from 1 to 2000.");
        if (ResultPage < 1) faults.Add("ResultPage must be at least 1.");
        ValidateSignIn(faults);
        if (faults.Count > 0) throw new ArgumentException("The Salesforce sandbox cannot start. " + string.Join(' ', faults));
    }
}
