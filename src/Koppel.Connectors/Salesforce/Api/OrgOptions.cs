using Koppel.Sdk.Connections;

namespace Koppel.Connectors.Salesforce.Api;

/// <summary>What a connection says of how an org is read and written.</summary>
internal sealed class OrgOptions
{
    /// <summary>The names of the settings.</summary>
    public const string DeletedName = "deleted", BulkAboveName = "bulk_above", ReserveName = "reserve",
        AssignName = "assignment_rules", DuplicatesName = "duplicate_rules";

    /// <summary>
    /// More rows than this are read or written by a job: 20,000 rows are ten pages of the REST API, and a job takes about as many calls.
    /// </summary>
    public const int DefaultBulkAbove = 20_000;

    /// <summary>The share of the calls of a day that is left for others.</summary>
    public const double DefaultReserve = 0.1;

    public OrgOptions(ConnectionSettings settings)
    {
        Deleted = settings.Switch(DeletedName, false);
        BulkAbove = (long)settings.Number(BulkAboveName, DefaultBulkAbove);
        Reserve = settings.Text(ReserveName) is "0" ? 0 : settings.Number(ReserveName, DefaultReserve);
        AssignmentRules = settings.Switch(AssignName, true);
        AllowDuplicates = (settings.Text(DuplicatesName) ?? "block").Equals("allow", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether rows in the recycle bin are read too.</summary>
    public bool Deleted { get; set; }

    /// <summary>More rows than this go by jobs.</summary>
    public long BulkAbove { get; set; }

    /// <summary>The share of the calls of a day that is left for others.</summary>
    public double Reserve { get; }

    /// <summary>Whether leads and cases that are written are assigned by the org's rules.</summary>
    public bool AssignmentRules { get; }

    /// <summary>Whether a row is written although a duplicate rule only warns of it.</summary>
    public bool AllowDuplicates { get; }
}
