using System.Globalization;
using System.Text;
using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Declared;

/// <summary>Writes the rows of one resource. Names, places and links are prepared once, because a page holds thousands of them.</summary>
internal sealed class ResourceWriter
{
    readonly ResourceSet _set;
    readonly Resource _resource;
    readonly Prepared[] _columns;
    readonly Links? _links;
    readonly Func<Store, IRow, IReadOnlyList<string>?>? _only;

    public ResourceWriter(ResourceSet set, Resource resource, Uri root)
    {
        (_set, _only) = (set, resource.Only);
        _resource = resource;
        var shown = resource.Columns.Where(column => IsOfAge(set.Options, column));
        _columns = [
            .. shown.Select(
                column => new Prepared(column, Encoding.UTF8.GetBytes(column.Name), column.IsKept ? resource.Slot(column.Name) : -1))];
        if (resource.Columns.FirstOrDefault(column => column.Kind == Kind.Links) is { Relations: [_, ..] relations })
            _links = new Links(root, resource.Path, relations);
    }

    /// <summary>A row.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="row">The row.</param>
    /// <param name="place">In which answer it stands.</param>
    /// <param name="writing">The write that it answers: what was sent comes back in the kind in which it was sent.</param>
    public void Write(PhpJson json, IRow row, Shown place, Writing? writing = null)
    {
        json.BeginObject();
        var shown = _only?.Invoke(_set.Store, row);
        var isInOrderSent = place == Shown.Created && writing is not null && !_resource.EchoesInOrder && !_resource.IsCreateUnrecorded;
        foreach (var (column, name, slot) in isInOrderSent ? AsSent(writing!) : _columns)
        {
            if (shown is not null && !shown.Contains(column.Name)) continue;
            if (writing is not null && writing.Echo.TryGetValue(column.Name, out var said)) Plain(json.Name(name), said);
            else if (writing?.Sent(column) is { } sent && !column.ShowsKept) Echo(json.Name(name), column, sent);
            else if ((column.Shown & place) != 0 || (writing?.Sent(column) is not null && column.ShowsKept))
                Value(json.Name(name), column, slot, row);
        }

        json.EndObject();
    }

    static bool IsOfAge(SandboxOptions options, Column column) => column switch
    {
        { IsReplaced: true } => options.IsBefore(column.Went!.Value),
        { Went: { } went } => options.HasOfOld(column.Came, went),
        _ => options.Has(column.Came),
    };

    /// <summary>The columns in the order in which POST answers them: first what was sent, as it was sent, then the rest.</summary>
    IEnumerable<Prepared> AsSent(Writing writing)
    {
        var sent = EchoOrder.Of(writing.Body)
            .Select(
                name =>
                    Array.FindIndex(_columns, one => one.Column.IsSent && (one.Column.Name == name || one.Column.Aliases.Contains(name))))
            .Where(index => index >= 0)
            .Distinct()
            .Select(index => _columns[index])
            .OrderBy(one => _set.Options.AsOf < one.Column.LedUntil ? 0 : one.Column.IsRenamed ? 2 : 1).ToArray();
        var rest = _columns.Except(sent);
        return sent.Concat(_resource.CreatedOrder is { } order ? rest.OrderBy(one => Place(order, one.Column.Name)) : rest);
    }

    static int Place(IReadOnlyList<string> order, string name)
    {
        for (var index = 0; index < order.Count; index++)
        {
            if (order[index] == name) return index;
        }

        return -1;
    }

    void Value(PhpJson json, Column column, int slot, IRow row)
    {
        if (column.Kind == Kind.Id) json.Text(row.Id);
        else if (column.Kind == Kind.Links) WriteLinks(json, _resource.LinkId?.Invoke(row) ?? row.Id);
        else
            Kept(json, column.Kind,
                slot >= 0 ? ((Record)row)[slot] : column.ReadAt is { } read ? read(_set.Root, row) : column.Read!(_set.Store, row));
    }

    void WriteLinks(PhpJson json, int id)
    {
        if (_links is null) json.Empty();
        else _links.WriteValue(json, id);
    }

    static void Kept(PhpJson json, Kind kind, object? value)
    {
        switch (value)
        {
            case null: json.Null(); break;
            case DateTime moment when kind == Kind.Stamp: json.Stamp(moment); break;
            case DateTime moment
                when kind == Kind.Utc: json.Text(moment.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + "+00:00"); break;
            case DateTime moment: json.Moment(moment); break;
            case long or int when kind == Kind.Real: json.Number(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case long or int: json.Text(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            default: Plain(json, value); break;
        }
    }

    static void Echo(PhpJson json, Column column, JsonElement sent)
    {
        var isFlag = sent.ValueKind is JsonValueKind.True or JsonValueKind.False;
        if (isFlag && column.Kind is Kind.Flag or Kind.Real) json.Number(sent.ValueKind == JsonValueKind.True ? 1 : 0);
        else if (column.Kind == Kind.Number && sent.ValueKind == JsonValueKind.Number) json.Exactly(sent);
        else json.Same(sent);
    }

    static void Plain(PhpJson json, object? value)
    {
        switch (value)
        {
            case null: json.Null(); break;
            case string text: json.Text(text); break;
            case bool flag: json.Bool(flag); break;
            case JsonElement element: json.Same(element); break;
            case IEnumerable<string> texts:
                json.BeginArray();
                foreach (var text in texts) json.Text(text);
                json.EndArray();
                break;
            case IEnumerable<int> ids:
                json.BeginArray();
                foreach (var id in ids) json.Text(id);
                json.EndArray();
                break;
            case Action<PhpJson> write: write(json); break;
            default: json.Number(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
        }
    }

    readonly record struct Prepared(Column Column, byte[] Name, int Slot);
}
