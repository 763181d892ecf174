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

    /// <inheritdoc/>
    public bool IsAlwaysInsert { get; init; }

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

    public void Now(ContactState? there, RowBatch now)
    {
        List(now, 0, out var list);
        Set(now[_status], there?.StatusOn(list));
    }

    public void After(ContactState? there, WantedContact wanted, RowBatch after) => Set(after[_status], wanted.Lists?.Values.Single());

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

    static void Set(ColumnBuffer buffer, ListStatus? status)
    {
        if (status is null) buffer.SetNull(0);
        else if (buffer.Type.Kind == ColumnKind.Text) buffer.SetText(0, status.Value.ToWord());
        else buffer.SetLong(0, (long)status.Value);
    }
}
