using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Bulk;

/// <summary>Refusals that are about jobs.</summary>
internal static class JobFaults
{
    /// <summary>What is asked for does not go with where the job stands.</summary>
    public static SalesforceFault State(string message) => new(400, "INVALIDJOBSTATE", message);

    public static SalesforceFault OtherVersion(JobHead head) => new(409, "API_VERSION_MISMATCH",
        $"The job {head.Id} was made by version {head.Version}.0 of the API. Call it by the same version.");
}
