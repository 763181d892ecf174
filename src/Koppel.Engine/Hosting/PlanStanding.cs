namespace Koppel.Engine.Hosting;

/// <summary>Whether a plan may be applied here and now.</summary>
/// <param name="State">In a word.</param>
public sealed record PlanStanding(PlanState State)
{
    /// <summary>Why it may not, as a sentence; null when it may.</summary>
    public string? Why { get; init; }

    /// <summary>The run that applied it, or began to; null for none.</summary>
    public long? Run { get; init; }
}

/// <summary>What a plan is called.</summary>
public enum PlanState
{
    /// <summary>It may be applied.</summary>
    Open,

    /// <summary>A run that did not come to its end began to apply it: that run is gone on with.</summary>
    Begun,

    /// <summary>It was applied.</summary>
    Used,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>It is for another account, or its seal is wrong, or it has no values.</summary>
    Refused,
}
