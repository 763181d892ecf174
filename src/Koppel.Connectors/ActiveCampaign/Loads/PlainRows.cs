using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>
/// Rows of contacts by address: one that is there gets the values that are given and differ, one that is not there is created. A null
/// leaves what is there.
/// </summary>
internal sealed class PlainRows(WriteRequest request) : IWantedRows
{
    readonly int _email = request.IndexOf(ContactColumns.Email);
    readonly int[] _names = [.. ContactNames.All.Select(n => request.IndexOf(n.Column))];

    /// <summary>Contacts that the load's query reads anyway need not be read again.</summary>
    public static readonly IReadOnlyList<SideRead> SideReads =
        [new SideRead("contacts", [ContactColumns.Email, .. ContactNames.All.Select(n => n.Column)])];

    /// <summary>Contacts are inserted, and updated when their addresses tell which are meant; whose key does goes one call a row.</summary>
    public static bool Takes(WriteRequest request) =>
        request.Operation == WriteOperation.Insert
        || (request.Operation == WriteOperation.Update && request.IdentifiedBy is [var by]
            && by.Equals(ContactColumns.Email, StringComparison.OrdinalIgnoreCase));

    /// <summary>Begins a load.</summary>
    public static IWriteSession Begin(Sources sources, WriteRequest request) =>
        new ContactLoad(sources, request, new NameDirectories(sources), new PlainRows(request),
            new ContactKey(request, idColumn: null) { NeedsAddress = true });

    public ContactParts Parts => ContactParts.None;

    public bool CreatesContacts => true;

    public bool IsPlain => true;

    public RejectCause? Read(RowBatch rows, int row, WantedContact wanted)
    {
        wanted.IsPlain = true;
        for (var i = 0; i < _names.Length; i++)
            wanted.Names[i] = rows.Text(_names[i], row);
        return null;
    }

    /// <summary>Of a column that no load changes, such as the key, a row says what is there.</summary>
    public void Now(ContactState? there, RowBatch now)
    {
        if (there is null) return;
        now[_email].SetText(0, there.Email);
        for (var i = 0; i < _names.Length; i++)
            if (_names[i] is >= 0 and var c) now[c].SetText(0, there.Names[i]);
    }

    /// <summary>The address stays as it is there, however the row spells it.</summary>
    public void After(ContactState? there, WantedContact wanted, RowBatch after)
    {
        if (there is not null) after[_email].SetText(0, there.Email);
    }
}
