using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>Rows of contact, list and status, by address and name, or by ids.</summary>
internal sealed class ListRows(WriteRequest request, ListDirectory lists) : IWantedRows
{
    /// <summary>Whether rows by ids go this way: all but those that tell a source themselves, which only single calls can.</summary>
    public static bool Takes(WriteRequest request) => request.Operation == WriteOperation.Insert && request.IndexOf("sourceid") < 0;

    /// <summary>Begins a load by ids.</summary>
    public static IWriteSession Begin(Sources sources, WriteRequest request)
    {
        var names = new NameDirectories(sources);
        return new ContactLoad(
            sources, request, names, new ListRows(request, names.Lists) { IsAlwaysInsert = true }, new ContactKey(request, "contact"));
    }

    readonly int _list = request.IndexOf("list");
    readonly int _status = request.IndexOf("status");

    public ContactParts Parts => ContactParts.Lists;

    public bool CreatesContacts => false;

    /// <inheritdoc/>
    public bool IsAlwaysInsert { get; init; }

    public IReadOnlyCollection<string> Accounts(RowStore rows) => [];

    public RejectCause? Read(RowBatch rows, int row, WantedContact wanted)
    {
        if (rows[_status].IsNull(row))
            return request.Operation == WriteOperation.Update
                ? null
                : new(RejectCode.ValueMissing, "status has no value.", "Give it active or unsubscribed.");
        if (List(rows, row, out var list) is { } unknown) return unknown;
        if (Status(rows, row) is not { } status)
            return new(RejectCode.ValueInvalid, $"'{rows[_status].Show(row)}' is no status of a list.",
                $"Give it {(rows[_status].Type.Kind == ColumnKind.Text ? "active or unsubscribed" : "1 (active) or 2 (unsubscribed)")}.");
        wanted.Lists = new Dictionary<long, ListStatus> { [list] = status };
        return null;
    }

    public void Now(ContactState? there, RowBatch rows, int row, RowBatch now)
    {
        List(rows, row, out var list);
        Fill(rows, row, now, there?.Lists.TryGetValue(list, out var status) == true ? status : null);
    }

    public void After(ContactState? there, WantedContact wanted, RowBatch rows, int row, RowBatch after) =>
        Fill(rows, row, after, wanted.Lists?.Values.Single());

    RejectCause? List(RowBatch rows, int row, out long list)
    {
        list = 0;
        if (rows[_list].IsNull(row)) return new(RejectCode.ValueMissing, "list has no value.", "Give it a list.");
        if (rows[_list].Type.Kind == ColumnKind.Text) return lists.Find(rows[_list].Texts[row], out list);
        list = rows[_list].Longs[row];
        return lists.Has(list)
            ? null
            : new(RejectCode.ListUnknown, $"There is no list with id {list}.", "Correct it, or create the list first.");
    }

    /// <summary>The status of a row. An empty text, by which an undo says that there was none, is unsubscribed.</summary>
    ListStatus? Status(RowBatch rows, int row)
    {
        if (rows[_status].Type.Kind != ColumnKind.Text)
            return rows[_status].Longs[row] is >= 0 and <= 3 and var number ? (ListStatus)number : null;
        return rows[_status].Texts[row].Length == 0 ? ListStatus.Unsubscribed : ListStatusWords.Of(rows[_status].Texts[row]);
    }

    void Fill(RowBatch rows, int row, RowBatch to, ListStatus? status)
    {
        for (var c = 0; c < rows.Columns.Count; c++)
        {
            if (c == _status) Write(to[c], status);
            else if (rows[c].IsNull(row)) to[c].SetNull(0);
            else if (rows[c].Type.Kind == ColumnKind.Text) to[c].SetText(0, rows[c].Texts[row]);
            else to[c].SetLong(0, rows[c].Longs[row]);
        }
    }

    static void Write(ColumnBuffer buffer, ListStatus? status)
    {
        if (status is null) buffer.SetNull(0);
        else if (buffer.Type.Kind == ColumnKind.Text) buffer.SetText(0, status.Value.ToWord());
        else buffer.SetLong(0, (long)status.Value);
    }
}
