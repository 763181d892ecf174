using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Seed;

namespace Koppel.Sandbox.Salesforce.Seed;

/// <summary>
/// What an org begins with. Its people are those of every sandbox: of a hundred some seventy are contacts here and fifteen are leads, so
/// that contacts of ActiveCampaign meet theirs by mail address; john.doe@acme.com is the first contact.
/// </summary>
internal static class OrgSeed
{
    const int Contacts = 70;
    const int Leads = 85;

    /// <summary>Puts the beginning in place of what is there.</summary>
    /// <param name="org">The org.</param>
    /// <param name="contacts">How many contacts.</param>
    /// <param name="username">The name of the user of the API.</param>
    public static void Fill(OrgData org, int contacts, string username) => org.Use(() =>
    {
        org.Clear();
        var staff = new StaffSeed(org, username);
        staff.Fill();
        new SetupSeed(org).Fill();
        var regions = CompanySeed.Regions(org);
        var companies = new CompanySeed(org, staff, regions);
        var people = new PeopleSeed(org, staff, companies);
        var work = new WorkSeed(org, staff);
        for (var (n, made) = (1, 0); made < contacts; n++)
        {
            var draw = n == 1 ? 0 : Draw.Of(n, Drawn.InSalesforce, 100);
            if (draw >= Leads) continue;
            if (draw >= Contacts)
            {
                work.Around(n, people.Lead(n), null);
                continue;
            }

            var (contact, account) = people.Contact(n);
            work.Around(n, contact, account);
            made++;
        }
    });
}
