using System.Text;
using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Declared;

/// <summary>Answers the calls of one declared resource, by the rules that hold for the whole API.</summary>
internal sealed class ResourceCalls(ResourceSet set, Resource resource, Uri root)
{
    readonly byte[] _many = Encoding.UTF8.GetBytes(resource.Name);
    readonly byte[] _one = Encoding.UTF8.GetBytes(resource.One);
    ResourceWriter? _writer;

    /// <summary>Writes its rows; also for others that show them.</summary>
    public ResourceWriter Writer => _writer ??= new(set, resource, root);

    public Resource Resource => resource;

    /// <summary>Its routes; the special ones first, because they may look like an id.</summary>
    public IEnumerable<Route> Routes()
    {
        foreach (var route in resource.Calls?.Invoke(set) ?? []) yield return route;
        foreach (var nested in resource.Nested) yield return new("GET", nested.Path, call => Below(nested, call));
        var (verbs, path) = (resource.Verbs, resource.Path);
        if (verbs.HasFlag(Verbs.List)) yield return new("GET", path, List);
        if (verbs.HasFlag(Verbs.Create)) yield return new("POST", path, Create);
        if (verbs.HasFlag(Verbs.One)) yield return new("GET", path + "/{id}", One);
        if (verbs.HasFlag(Verbs.Change)) yield return new("PUT", path + "/{id}", Change);
        if (verbs.HasFlag(Verbs.Delete)) yield return new("DELETE", path + "/{id}", Delete);
    }

    public Answer List(ApiCall call)
    {
        if (set.Options.LargeLimitAnswer == 422 && Page.IsTooLarge(call.Query))
            return Errors.Parameter(422, "limit", "A page holds at most 100 rows.");
        var (page, total) = ResourceQuery.Run(set.Store, resource, call.Query);
        return Answer.Of(200, json =>
        {
            Beside(json, Shown.List, page);
            json.Name(_many).BeginArray();
            foreach (var row in page) Writer.Write(json, row, Shown.List);
            json.EndArray();
            if (resource.Total == TotalKind.NoMeta) return;
            json.Name("meta"u8).BeginObject();
            if (!resource.IsTotalLast) WriteTotal(json, total);
            resource.Meta?.Invoke(set, json);
            resource.MetaOfFound?.Invoke(set, ResourceQuery.Find(set.Store, resource, call.Query), json);
            if (resource.IsTotalLast) WriteTotal(json, total);
            json.EndObject();
        });
    }

    void WriteTotal(PhpJson json, int total)
    {
        if (resource.Total == TotalKind.Text) json.Name("total"u8).Text(total);
        else if (resource.Total == TotalKind.Number) json.Name("total"u8).Number(total);
    }

    public Answer One(ApiCall call) => resource.Rows(set.Store).Find(call.Id) is { } row ? Full(row) : NotFound(call.Id);

    /// <summary>A row by itself.</summary>
    public Answer Full(IRow row) => Answer.Of(200, json =>
    {
        Beside(json, Shown.One, [row]);
        Writer.Write(json.Name(_one), row, Shown.One);
    });

    public Answer Create(ApiCall call) => Create(call, call.Body.Member(resource.One));

    /// <summary>Makes a row of what stands in the envelope.</summary>
    public Answer Create(ApiCall call, JsonElement? sent)
    {
        var writing = new Writing(set, resource, sent, call) { IsNew = true };
        if (Refuse(writing) is { } refusal) return refusal;
        var isNew = Make(writing);
        resource.Saved?.Invoke(writing);
        Tell(writing);
        return Written(writing, isNew ? NewStatus : 200, Shown.Created);
    }

    int NewStatus =>
        resource.IsCreateUnrecorded
            ? set.Options.UnrecordedCreateAnswer
            : resource.CreateAnswer?.Invoke(set.Options) ?? resource.CreateStatus;

    public Answer Change(ApiCall call) => Change(call, call.Body.Member(resource.One));

    /// <summary>Changes a row by what stands in the envelope.</summary>
    public Answer Change(ApiCall call, JsonElement? sent)
    {
        if (resource.Rows(set.Store).Find(call.Id) is not { } row) return NotFound(call.Id);
        var writing = new Writing(set, resource, sent, call) { Row = row };
        if (Refuse(writing) is { } refusal) return refusal;
        if (writing.Body is not null)
        {
            if (resource.Typed is { } typed) typed.Change(writing);
            else writing.Apply();
            resource.Saved?.Invoke(writing);
            Tell(writing);
        }

        var answer = Written(writing, 200, Shown.Changed);
        (row as Record)?.SetMakers();
        return answer;
    }

    public Answer Delete(ApiCall call)
    {
        if (resource.Rows(set.Store).Find(call.Id) is not { } row) return NotFound(call.Id);
        Remove(row);
        return resource.Deleted?.Invoke() ?? Answer.Deleted();
    }

    public Answer NotFound(int id) => resource.NotFound?.Invoke(id) ?? Errors.NotFound(resource.Inner, id);

    /// <summary>Removes a row and all that goes with it.</summary>
    public void Remove(IRow row)
    {
        resource.Deleting?.Invoke(set.Store, row);
        foreach (var (other, column) in resource.Cascades)
        {
            foreach (var child in set.Store.Table(set[other].Resource).Where(column, row.Id)) set[other].Remove(child);
        }

        if (resource.Typed is { } typed) typed.Remove(set.Store, row);
        else set.Store.Table(resource).Remove((Record)row);
    }

    Answer Below(Nested nested, ApiCall call)
    {
        var (parent, inner) = nested.OfContacts is not null
            ? (set.Store.Contacts.Find(call.Id), "Subscriber")
            : (set[nested.Parent].Resource.Rows(set.Store).Find(call.Id), set[nested.Parent].Resource.Inner);
        return parent is null ? Errors.NotFound(inner, call.Id) : Answer.Of(200, json =>
        {
            json.Name(_many).BeginArray();
            foreach (var row in nested.Rows(resource, set.Store, parent)) Writer.Write(json, row, Shown.List);
            json.EndArray();
        });
    }

    Answer? Refuse(Writing writing)
    {
        List<(string Title, string Column)> missing =
        [
            .. from column in resource.Columns
            where column.Missing is not null && (writing.IsNew || writing.Sent(column) is not null)
                && string.IsNullOrWhiteSpace(writing.Sent(column).Text())
            select (column.Missing, column.Name),
        ];
        if (missing.Count > 0) return Errors.MissingFields(missing);
        if (resource.Check?.Invoke(writing) is { } refusal) return refusal;
        foreach (var (column, refuse) in resource.Uniques)
        {
            if (writing.Sent(column).Text() is { } value && set.Store.Table(resource).Holds(column, value, writing.Row))
                return refuse(value);
        }

        return null;
    }

    bool Make(Writing writing)
    {
        if (resource.Typed is { } typed)
        {
            (writing.Row, var isNew) = typed.Make(writing);
            return isNew;
        }

        writing.Row = set.Store.Table(resource).Add(writing.Now);
        writing.Apply();
        return true;
    }

    void Tell(Writing writing)
    {
        if (resource.Tells?.Invoke(writing) is { } happening) set.Tell(happening);
    }

    Answer Written(Writing writing, int status, Shown place) => Answer.Of(status, json =>
    {
        Beside(json, place, [writing.Row!], writing);
        Writer.Write(json.Name(_one), writing.Row!, place, writing);
        resource.WrittenMeta?.Invoke(json);
    });

    void Beside(PhpJson json, Shown place, IReadOnlyList<IRow> rows, Writing? writing = null)
    {
        foreach (var sideload in resource.Sideloads)
        {
            if (place == Shown.Changed && sideload.ChangedWith is { } column && writing?.Sent(column) is null) continue;
            if ((sideload.Shown & place) == 0 || (sideload.When is { } applies && !rows.Any(row => applies(set.Store, row)))) continue;
            json.Name(Encoding.UTF8.GetBytes(sideload.Key)).BeginArray();
            sideload.Write(set, rows, json);
            json.EndArray();
        }
    }
}
