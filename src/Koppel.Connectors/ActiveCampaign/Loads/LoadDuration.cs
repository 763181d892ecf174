using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Connectors.ActiveCampaign.Calls;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>How long a load takes at the limits of the account, its reading included, when imports go while it still reads.</summary>
internal static class LoadDuration
{
    /// <summary>Imports that can only go when the reading has ended: those of the contacts that were held back, and the last.</summary>
    const long Last = OpenContacts.HeldBack / ImportBatch.MostContacts + 1;

    /// <summary>The time.</summary>
    /// <param name="account">The account.</param>
    /// <param name="reads">Calls that read.</param>
    /// <param name="imports">Imports; each is asked for at least once.</param>
    /// <param name="singles">Single calls.</param>
    /// <param name="isOnlyOne">The one import has one contact.</param>
    public static TimeSpan Of(Account account, long reads, long imports, long singles, bool isOnlyOne)
    {
        var budget = account.Client.Budget;
        if (imports == 0) return budget.Estimate([(Account.Calls, reads + singles)]);
        // All calls but the questions about the last imports, which come when those are done.
        var asked = imports - Math.Min(imports, Last);
        var calls = budget.Estimate([(Account.Calls, reads + imports + singles + asked)]);
        var limit = budget.Estimate([(isOnlyOne ? Account.SingleImports : Account.Imports, imports)]);
        // In the last minute of a load that the importer limits, as many imports as are left go at the pace of calls.
        var rest = budget.Estimate([(Account.Calls, limit > TimeSpan.Zero ? (imports - 1) % Account.Imports.Permits + 1 : 0)]);
        return (calls > limit + rest ? calls : limit + rest) + account.Client.Scaled(ImportFollower.Usual);
    }
}
