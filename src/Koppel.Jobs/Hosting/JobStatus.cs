using Koppel.Jobs.Files;
using Koppel.Jobs.History;

namespace Koppel.Jobs.Hosting;

/// <summary>A job and how it stands.</summary>
/// <param name="Listing">Its file, read.</param>
public sealed record JobStatus(JobListing Listing)
{
    /// <summary>When it is due next; null for never, as where it is switched off.</summary>
    public DateTimeOffset? Next { get; init; }

    /// <summary>Its last run, or null.</summary>
    public JobEntry? Last { get; init; }

    /// <summary>How many due times were missed since.</summary>
    public long Missed { get; init; }
}
