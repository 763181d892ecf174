using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Accounts;

/// <summary><c>/organizations</c>: accounts under their old name, only to be read.</summary>
internal static class Organizations
{
    public static readonly Resource Resource = new("organizations", "organization", "Organization",
    [
        Of<Account>("name", Kind.Text, row => row.Name),
        Of<Account>("created_timestamp", Kind.Moment, row => row.Created),
        Of<Account>("updated_timestamp", Kind.Moment, row => row.Updated),
        Of<Account>("userid", Kind.Reference, row => row.Owner), Id(), Of<Account>("owner", Kind.Reference, row => row.Owner),
    ])
    {
        Verbs = Verbs.List | Verbs.One,
        Typed = new(
            store => store.Accounts.Rows, _ => throw new NotSupportedException("Organizations are read only."), _ => { }, (_, _) => { }),
        Includes = [("organization", (_, contact) => contact.Account is { } account ? [account] : [])],
    };
}
