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
    readonly int _email = request.IndexOf(ContactColumns.Email);
    readonly int _account = request.IndexOf(ContactColumns.Account);
    readonly int _jobTitle = request.IndexOf(ContactColumns.JobTitle);

    public ContactParts Parts => ContactParts.Account;

    public bool CreatesContacts => false;

    public IReadOnlyCollection<string> Accounts(RowStore rows)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (_, batch) in rows.Batches)
            for (var r = 0; r < batch.Count; r++)
                if (Text(batch, _account, r) is { Length: > 0 } name) found.Add(name.Trim());
        return found;
    }

    public RejectCause? Read(RowBatch rows, int row, WantedContact wanted)
    {
        (wanted.Account, wanted.JobTitle) = (Text(rows, _account, row)?.Trim(), Text(rows, _jobTitle, row));
        wanted.MayMove = request.Operation == WriteOperation.Update;
        return wanted.Account is { Length: 0 } && !wanted.MayMove
            ? new(RejectCode.ValueMissing, "account has no value.", "Give it the name of an account.")
            : null;
    }

    public void Now(ContactState? there, RowBatch rows, int row, RowBatch now) =>
        Fill(rows, row, now, there?.Account is { } link ? names.Accounts.Name(link.Account) : null,
            there?.Account?.JobTitle is { Length: > 0 } title ? title : null);

    public void After(ContactState? there, WantedContact wanted, RowBatch rows, int row, RowBatch after) =>
        Fill(rows, row, after, wanted.Account, wanted.JobTitle);

    void Fill(RowBatch rows, int row, RowBatch to, string? account, string? jobTitle)
    {
        to[_email].SetText(0, rows[_email].Texts[row]);
        if (_account >= 0) to[_account].SetText(0, account);
        if (_jobTitle >= 0) to[_jobTitle].SetText(0, jobTitle);
    }

    static string? Text(RowBatch rows, int column, int row) => column < 0 || rows[column].IsNull(row) ? null : rows[column].Texts[row];
}
