using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>
/// Rows of address, account and job title. A contact is on one account, so an update of its account moves it, and an empty one takes it
/// off.
/// </summary>
internal sealed class AccountRows(WriteRequest request, NameDirectories names) : IWantedRows
{
    readonly int _account = request.IndexOf(ContactColumns.Account);
    readonly int _jobTitle = request.IndexOf(ContactColumns.JobTitle);

    public ContactParts Parts => ContactParts.Account;

    public RejectCause? Read(RowBatch rows, int row, WantedContact wanted)
    {
        (wanted.Account, wanted.JobTitle) = (rows.Text(_account, row)?.Trim(), rows.Text(_jobTitle, row));
        wanted.MayMove = request.Operation == WriteOperation.Update;
        return wanted is { Account.Length: 0, MayMove: false }
            ? new(RejectCode.ValueMissing, "account has no value.", "Give it the name of an account.")
            : null;
    }

    public void Now(ContactState? there, RowBatch now) =>
        Set(now, there?.Account is { } link ? names.Accounts.Name(link.Account) : null,
            there?.Account is { JobTitle.Length: > 0 } on ? on.JobTitle : null);

    public void After(ContactState? there, WantedContact wanted, RowBatch after) => Set(after, wanted.Account, wanted.JobTitle);

    void Set(RowBatch row, string? account, string? jobTitle)
    {
        if (_account >= 0) row[_account].SetText(0, account);
        if (_jobTitle >= 0) row[_jobTitle].SetText(0, jobTitle);
    }
}
