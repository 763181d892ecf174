namespace Koppel.Sandbox;

/// <summary>How a sandbox behaves. Without changes it is an account with 100 contacts and the limits of a real one.</summary>
public sealed partial record SandboxOptions
{
    /// <summary>The port on 127.0.0.1. The default, 0, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The number of contacts to begin with, john.doe@acme.com included. The default is 100.</summary>
    public int Seed { get; init; } = 100;

    /// <summary>
    /// Whether it begins with little: contacts with twenty-one tags, and eight accounts without contacts. The default is no: there are
    /// lists, custom fields, companies and more tags too. With it, a test that counts what it made itself is not in its own way.
    /// </summary>
    public bool Plain { get; init; }

    /// <summary>How many times faster limits and delays are than the real ones. The default is 1.</summary>
    public double TimeScale { get; init; } = 1;

    /// <summary>The faults to play. The default is none.</summary>
    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    /// <summary>The seed of the draws of faults with a probability. The default is 1.</summary>
    public int FaultSeed { get; init; } = 1;

    /// <summary>
    /// A file with the state: read at the start when it exists (the seed is then not used), written at the end. The default is none.
    /// </summary>
    public string? SnapshotFile { get; init; }

    /// <summary>The key that callers send as <c>Api-Token</c>. The default is <c>sandbox-token</c>.</summary>
    public string Token { get; init; } = "sandbox-token";

    /// <summary>The clock. The default is the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long each answer takes, before <see cref="TimeScale"/>. The default is no time.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>
    /// Whether POST /accounts takes a name that exists and makes another account. The default is no: it is refused, as by the real API.
    /// With it, a client that creates something twice is found out.
    /// </summary>
    public bool AccountsMayRepeat { get; init; }

    /// <summary>
    /// Whether calls beyond five a second are refused. The default is yes. At a quick pace a window is a few milliseconds long, and calls
    /// that overtake each other on a busy machine are refused now and then; who counts calls there can do without.
    /// </summary>
    public bool RefusesTooMany { get; init; } = true;

    /// <summary>Refuses values that cannot be served, all in one message.</summary>
    internal void Validate()
    {
        var faults = new List<string>();
        if (Port is < 0 or > 65_535) faults.Add("Port must be from 0 to 65535.");
        if (Seed < 1) faults.Add("Seed must be at least 1: john.doe@acme.com is always there.");
        if (!double.IsFinite(TimeScale) || TimeScale <= 0) faults.Add("TimeScale must be above 0.");
        if (Latency < TimeSpan.Zero) faults.Add("Latency cannot be negative.");
        if (Token.Length == 0) faults.Add("Token cannot be empty.");
        ValidateDisputed(faults);
        ValidateServices(faults);
        if (faults.Count > 0) throw new ArgumentException("The sandbox cannot start. " + string.Join(' ', faults));
    }
}
