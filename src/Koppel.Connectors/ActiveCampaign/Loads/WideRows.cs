using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Connectors.ActiveCampaign.Fields;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>
/// Rows that hold a contact whole: its texts, its fields, its tags, its lists and its account. An insert adds tags and lists to those that
/// are there; an update makes them what the row says.
/// </summary>
internal sealed class WideRows(Account account, WriteRequest request, FieldColumns fields, NameDirectories names) : IWantedRows
{
    readonly ContactCells _cells = new(fields, names.Tags, names.Lists, names.Accounts);
    readonly bool _isUpdate = request.Operation == WriteOperation.Update;

    public ContactParts Parts => _cells.PartsOf(request.Columns);

    public bool CreatesContacts => !_isUpdate;

    public RejectCause? Read(RowBatch rows, int row, WantedContact wanted)
    {
        wanted.IsAll = wanted.MayMove = _isUpdate;
        for (var c = 0; c < rows.Columns.Count; c++)
        {
            if (!rows[c].IsNull(row))
            {
                if (Read(rows.Columns[c].Name, rows[c], row, wanted) is { } cause) return cause;
            }
            else if (_isUpdate && rows.Columns[c].CanBeEmptied && fields.Find(rows.Columns[c].Name) is { } emptied)
                wanted.Fields[emptied.Id] = (emptied, "");
        }
        return null;
    }

    RejectCause? Read(string column, ColumnBuffer buffer, int row, WantedContact wanted)
    {
        switch (column)
        {
            case ContactColumns.Id or ContactColumns.Email: return null;
            case ContactColumns.Tags: return ReadTags(TextLists.Get(buffer, row), wanted);
            case ContactColumns.Lists: return ReadLists(TextLists.Get(buffer, row), wanted);
            case ContactColumns.Account:
                wanted.Account = buffer.Texts[row].Trim();
                return null;
        }
        if (fields.Find(column) is not { } field)
        {
            wanted.Names[Array.FindIndex(ContactNames.All, n => n.Column == column)] = buffer.Texts[row];
            return null;
        }
        if (FieldText.Of(field, buffer, row, out var fault) is { } text) wanted.Fields[field.Id] = (field, text);
        return fault;
    }

    /// <summary>Wanted tags; one that is missing is created where the connection lets it.</summary>
    RejectCause? ReadTags(IReadOnlyList<string> tags, WantedContact wanted)
    {
        if (!account.CreateTags && tags.FirstOrDefault(n => names.Tags.Find(n) is null) is { } unknown)
            return new RejectCause(
                RejectCode.TagUnknown, $"There is no tag named '{unknown}'.", "Create it first, or set create_tags = on.");
        wanted.Tags = [.. tags.Select(n => names.Tags.Find(n) ?? names.Tags.AddNew(n))];
        return null;
    }

    /// <summary>To be active on these lists.</summary>
    RejectCause? ReadLists(IReadOnlyList<string> lists, WantedContact wanted)
    {
        wanted.Lists = [];
        foreach (var name in lists)
        {
            if (names.Lists.Find(name, out var id) is { } cause) return cause;
            wanted.Lists[id] = ListStatus.Active;
        }
        return null;
    }

    public void Now(ContactState? there, RowBatch now)
    {
        for (var c = 0; c < now.Columns.Count; c++) _cells.Set(now.Columns[c], now[c], 0, there!);
    }

    public void After(ContactState? there, WantedContact wanted, RowBatch after)
    {
        for (var c = 0; c < after.Columns.Count; c++)
            if (!after[c].IsNull(0)) After(there, wanted, after.Columns[c].Name, after[c]);
    }

    void After(ContactState? there, WantedContact wanted, string column, ColumnBuffer after)
    {
        // The address stays as it is there, however the row spells it.
        if (column == ContactColumns.Email && there is not null) after.SetText(0, there.Email);
        else if (column == ContactColumns.Tags)
            TextLists.Set(after, 0, ContactCells.Sorted(
                Kept(there?.Tags.Select(t => t.Tag)).Union(wanted.Tags!).Select(t => names.Tags.Name(t)).OfType<string>()));
        else if (column == ContactColumns.Lists)
            TextLists.Set(after, 0, ContactCells.Sorted(
                Kept(there?.Lists.Where(l => l.Value == ListStatus.Active).Select(l => l.Key)).Union(wanted.Lists!.Keys)
                    .Select(names.Lists.Name)));
        // An emptied text is an empty one here: no value would say that the row does not speak of it.
        else if (fields.Find(column) is { } field && (wanted.Fields[field.Id].Text.Length > 0 || after.Type.Kind != ColumnKind.Text))
            FieldText.Set(field, wanted.Fields[field.Id].Text, after, 0);
    }

    /// <summary>What stays beside what the row says.</summary>
    IEnumerable<long> Kept(IEnumerable<long>? ids) => _isUpdate ? [] : ids ?? [];
}
