using Koppel.Sandbox.ActiveCampaign.Declared;

namespace Koppel.Sandbox.ActiveCampaign.Accounts;

/// <summary>The resources of accounts, which are companies.</summary>
internal static class AccountDeclarations
{
    public static readonly Resource[] All =
    [
        AccountRows.Resource,
        AccountContacts.Resource,
        Organizations.Resource,
    ];
}
