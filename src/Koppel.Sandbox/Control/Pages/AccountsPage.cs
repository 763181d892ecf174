using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Control.Calls;

namespace Koppel.Sandbox.Control.Pages;

/// <summary>A page of the accounts whose name has a text.</summary>
internal sealed record AccountsPage(int Total, int Offset, int Limit, IReadOnlyList<AccountsPage.Row> Accounts)
{
    const int Size = 50;

    public static AccountsPage Read(SandboxState state, ControlCall call) => state.Use(() =>
    {
        var (search, offset, descending) = (call.Text("search"), Math.Max(0, call.Number("offset")), call.Text("dir") == "desc");
        var found = state.Store.Accounts.Rows.All.ToArray()
            .Where(account => account.Name.Contains(search, StringComparison.OrdinalIgnoreCase)).ToArray();
        IEnumerable<Account> ordered = call.Text("sort") switch
        {
            "name" => found.OrderBy(account => account.Name, StringComparer.OrdinalIgnoreCase),
            "contacts" => found.OrderBy(account => account.Contacts.Count),
            _ => found,
        };
        return new AccountsPage(
            found.Length, offset, Size, [.. (descending ? ordered.Reverse() : ordered).Skip(offset).Take(Size).Select(Row.Of)]);
    });

    public static Row? Read(SandboxState state, int id) =>
        state.Use(() => state.Store.Accounts.Rows.Find(id) is { } account ? Row.Of(account) : null);

    /// <summary>One account.</summary>
    internal sealed record Row(int Id, string Name, string? Url, int Contacts, DateTime Created)
    {
        public static Row Of(Account account) => new(account.Id, account.Name, account.Url, account.Contacts.Count, account.Created);
    }
}
