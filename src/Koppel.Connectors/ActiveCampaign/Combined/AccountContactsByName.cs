using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Connectors.ActiveCampaign.Loads;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Combined;

/// <summary>
/// Which contact is on which account, and as what, by address and name. A contact is on one account, so its address alone tells the row.
/// </summary>
internal static class AccountContactsByName
{
    static readonly Column Email = Column.Text(ContactColumns.Email) with { IsKey = true, Required = true, IgnoresCase = true };
    static readonly Column OnAccount = Column.Text(ContactColumns.Account) with { Required = true, IgnoresCase = true,
        References = "accounts",
        Description = "The account's name; an update to another one moves the contact, an empty text takes it off" };
    static readonly Column JobTitle = Column.Text(ContactColumns.JobTitle) with { Description = "What the contact does there" };

    static readonly TableSchema Schema = new("AccountContactsByName", [Email, OnAccount, JobTitle])
    {
        Description = "Which contact is on which account, by e-mail address and account name",
        Identity = [Email.Name],
        ValuesOf = Email.Name,
        Verbs = TableVerbs.Select | TableVerbs.Insert | TableVerbs.Update,
        Refusals = new Dictionary<WriteOperation, string> { [WriteOperation.Delete] =
            "A row of AccountContactsByName cannot be deleted. Update its account to an empty text, or delete from accountContacts." },
    };

    /// <summary>The table of an account.</summary>
    public static ITable Of(Sources sources) => new NamedTable<AccountLink>(sources, Schema)
    {
        Scan = names => new(sources)
        {
            PartsOf = _ => ContactParts.Account,
            Items = contact => contact.Account is { } link ? [link] : [],
            Set = (
                column, buffer, row, contact,
                link) => buffer.SetText(row,
                    column.Name == Email.Name
                        ? contact.Email
                        : column.Name == OnAccount.Name
                            ? names.Accounts.Name(link.Account)
                            : link.JobTitle.Length == 0 ? null : link.JobTitle),
        },
        Rows = (request, names) => new AccountRows(request, names),
    };
}
