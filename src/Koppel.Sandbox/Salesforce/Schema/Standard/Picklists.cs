using static Koppel.Sandbox.Salesforce.Schema.FieldKinds;

namespace Koppel.Sandbox.Salesforce.Schema.Standard;

/// <summary>Values that several objects choose from.</summary>
internal static class Picklists
{
    public static readonly string[] Industries =
    [
        "Agriculture", "Apparel", "Banking", "Biotechnology", "Chemicals", "Communications", "Construction", "Consulting", "Education",
        "Electronics", "Energy", "Engineering", "Entertainment", "Environmental", "Finance", "Food & Beverage", "Government", "Healthcare",
        "Hospitality", "Insurance", "Machinery", "Manufacturing", "Media", "Not For Profit", "Recreation", "Retail", "Shipping",
        "Technology", "Telecommunications", "Transportation", "Utilities", "Other",
    ];

    public static readonly string[] Sources = ["Web", "Phone Inquiry", "Partner Referral", "Purchased List", "Other"];

    public static readonly string[] Ratings = ["Hot", "Warm", "Cold"];

    public static readonly string[] CleanStatuses =
        ["Matched", "Different", "Acknowledged", "NotFound", "Inactive", "Pending", "SelectMatch", "Skipped"];

    public static readonly string[] AccountTypes =
    [
        "Prospect", "Customer - Direct", "Customer - Channel", "Channel Partner / Reseller", "Installation Partner", "Technology Partner",
        "Other",
    ];

    public static readonly string[] Stages =
    [
        "Prospecting", "Qualification", "Needs Analysis", "Value Proposition", "Id. Decision Makers", "Perception Analysis",
        "Proposal/Price Quote", "Negotiation/Review", "Closed Won", "Closed Lost",
    ];

    public static readonly string[] Priorities = ["High", "Medium", "Low"];

    /// <summary>The field that says how clean a record's data is.</summary>
    public static OrgField CleanStatus() => Pick("CleanStatus", "Clean Status", CleanStatuses) with { Length = 40, Restricted = true };
}
