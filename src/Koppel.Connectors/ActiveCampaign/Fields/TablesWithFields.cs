namespace Koppel.Connectors.ActiveCampaign.Fields;

/// <summary>The tables that have fields of the account's own beside those of contacts.</summary>
internal static class TablesWithFields
{
    /// <summary>
    /// The accounts. A value is read with <c>accountId</c> and written with <c>customerAccountId</c>, says the reference.
    /// </summary>
    public static readonly TableWithFields Accounts =
        new("AccountsWithFields", Tables.Accounts.Table, "accountCustomFieldMeta", "accountCustomFieldData", "accountId")
    {
        Description = "The companies, each with a column for every field of accounts",
        SentOwner = "customerAccountId",
    };

    /// <summary>The deals. Nothing tells a deal from another one with the same title, so that an insert always makes a new one.</summary>
    public static readonly TableWithFields Deals =
        new("DealsWithFields", Tables.Deals.Table, "dealCustomFieldMeta", "dealCustomFieldData", "dealId")
    {
        Description = "The deals, each with a column for every field of deals",
        SentOwner = "dealId",
    };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<TableWithFields> All = [Accounts, Deals];
}
