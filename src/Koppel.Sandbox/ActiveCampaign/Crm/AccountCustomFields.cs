using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary>The custom fields of accounts: <c>/accountCustomFieldMeta</c> and <c>/accountCustomFieldData</c>.</summary>
internal static class AccountCustomFields
{
    static readonly FieldOwner Owner =
        new("account", "accountId", "accounts", (store, id) => store.Accounts.Rows.Find(id))
    {
        Aliases = ["customerAccountId"],
        Taken = ["ACCOUNT_NAME", "ACCOUNT_URL", "ACCOUNT_OWNER", "ACCOUNT_ID"],
        Touch = (row, now) => ((Account)row).Updated = now,
    };

    public static readonly Resource Meta = CustomFieldMeta.Declare(Owner);

    public static readonly CustomFieldData Values = new(Owner, Meta);

    /// <summary>Puts a field in a store.</summary>
    public static Record Add(Store store, string label, string type, DateTime now) =>
        CustomFieldMeta.Add(Owner, store.Table(Meta), label, type, now);
}
