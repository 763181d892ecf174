using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Connectors.ActiveCampaign.Tables;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Load;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>What loads of an account read.</summary>
/// <param name="Account">The account.</param>
/// <param name="Contacts">The contacts.</param>
/// <param name="Tags">The tags.</param>
/// <param name="Links">Which contact has which tag.</param>
internal sealed record Sources(Account Account, RestSource Contacts, RestSource Tags, RestSource Links)
{
    /// <summary>The contacts with what belongs to them.</summary>
    public RestSource Details { get; } = new(ContactDetails.Table, Account, Api.Account.BasePath);

    /// <summary>The names of the lists.</summary>
    public RestSource Lists { get; } = new(ListDirectory.Names, Account, Api.Account.BasePath);

    /// <summary>The accounts.</summary>
    public RestSource Accounts { get; } = new(Tables.Accounts.Table, Account, Api.Account.BasePath);

    /// <summary>Id, address and tags of a contact, in this order.</summary>
    public IReadOnlyList<Column> ContactColumns { get; } = Of(Contacts, "id", "email", "contactTags");

    /// <summary>Id, name and type of a tag, in this order.</summary>
    public IReadOnlyList<Column> TagColumns { get; } = Of(Tags, "id", "tag", "tagType");

    /// <summary>How the calls about contacts are made that declared tables do not know.</summary>
    public IReadOnlyList<ICallKind> BeginImports() => [new ImportKind(Account), new ContactCallsKind(Account)];

    /// <summary>How all calls about contacts are made.</summary>
    public IReadOnlyList<ICallKind> BeginCalls() => [.. BeginImports(), new RequestKind(Account, Api.Account.BasePath)];

    /// <summary>Columns of a table by their names.</summary>
    public static IReadOnlyList<Column> Of(RestSource table, params IReadOnlyList<string> names) =>
        [.. names.Select(n => table.Schema.Find(n)!)];
}
