namespace Koppel.Connectors.ActiveCampaign.Fields;

/// <summary>The tables that have fields of the account's own beside those of contacts.</summary>
internal static class FieldedTables
{
    /// <summary>The accounts. A value is read with <c>accountId</c> and written with <c>customerAccountId</c>, says the reference.</summary>
    public static readonly FieldedTable Accounts = new("AccountsWithFields", Tables.Accounts.Table, "accountCustomFieldMeta", "accountCustomFieldData", "accountId")
    {
        Description = "The companies, each with a column for every field of accounts",
        SentOwner = "customerAccountId",
    };
}
