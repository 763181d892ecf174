namespace Koppel.Sandbox.Seed;

/// <summary>Chance that is always the same: what is drawn for contact n depends on n and on nothing else.</summary>
internal static class Draw
{
    /// <summary>A number from 0 up to, and without, <paramref name="limit"/>.</summary>
    /// <param name="n">The contact, or whatever is drawn for.</param>
    /// <param name="what">What is drawn; two things of one contact have nothing to do with each other.</param>
    /// <param name="limit">How many possibilities there are.</param>
    public static int Of(int n, Drawn what, int limit)
    {
        // The finish of SplitMix64: neighbouring numbers end far apart.
        var mixed = unchecked(((ulong)n * 0x9E3779B97F4A7C15) + ((ulong)what * 0xD1B54A32D192ED03));
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB);
        return (int)((mixed ^ (mixed >> 31)) % (ulong)limit);
    }

    /// <summary>Whether something that so many of a hundred have is there.</summary>
    public static bool Has(int n, Drawn what, int percent) => Of(n, what, 100) < percent;
}

/// <summary>What is drawn.</summary>
internal enum Drawn
{
    Culture = 1,
    FirstName,
    LastName,
    Domain,
    HasPhone,
    Phone,
    HasCompany,
    Company,
    Stage,
    Newsletter,
    LanguageTag,
    BranchTag,
    EventTag,
    Event,
    OtherTag,
    Other,
    OnNewsletter,
    NewsletterStatus,
    OnCustomers,
    CustomersStatus,
    OnEvents,
    EventsStatus,
    OnSuppliers,
    SuppliersStatus,
    HasColour,
    Colour,
    HasBirthday,
    Birthday,
    HasLanguage,
    HasCountry,
    HasInterests,
    Interests,
    HasRemark,
    Remark,
    HasPlace,
    HasDeal,
    Deal,
    DealValue,
    DealStage,
    InSalesforce,
    SalesforceCase,
    SalesforceMail,
    SalesforceTitle,
    SalesforcePlace,
    SalesforceSource,
    SalesforceActivity,
    SalesforceOwner,
    CampaignMember,
    Opportunity,
    OpportunityAmount,
    OpportunityStage,
    Revenue,
    Employees,
    Rating,
    Subscription,
    SubscriptionPlan,
}
