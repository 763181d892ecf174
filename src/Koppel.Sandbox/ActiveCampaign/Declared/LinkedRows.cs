using System.Text;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Declared;

/// <summary>
/// Where the links of rows lead when no resource declares it, so that every address in an answer can be asked: to the row that a column
/// names, to the rows that name this one, or to nothing.
/// </summary>
internal static class LinkedRows
{
    public static IEnumerable<Route> Routes(ResourceSet set) =>
        from resource in set.All
        from column in resource.Columns
        where column.Kind == Kind.Links
        from relation in column.Relations
        let name = relation.Split('?')[0]
        select new Route("GET", $"{resource.Path}/{{id}}/{name}", call => Follow(set, resource, name, call.Id));

    static Answer Follow(ResourceSet set, Resource resource, string relation, int id)
    {
        if (resource.Rows(set.Store).Find(id) is not { } row) return set[resource.Name].NotFound(id);
        if (Contact(set, resource, relation, row) is { } contact)
            return Answer.Of(200, json => set.WriteContact(json.Name("contact"u8), contact));
        if (set.ByOne(relation == "owner" ? "user" : relation) is { } one && Named(resource, relation) is { } column)
            return One(set, one, IdIn(set, resource, column, row));
        if (set.Find(relation) is { Resource.Typed: null } many && Naming(many.Resource, resource) is { } child)
            return Rows(many, set.Store.Table(many.Resource).Where(child.Name, id));
        return relation.EndsWith('s')
            ? Answer.Of(200, json => json.Name(Encoding.UTF8.GetBytes(relation)).Empty())
            : Answer.Text(200, "{}");
    }

    static Answer One(ResourceSet set, ResourceCalls target, int id) =>
        target.Resource.Rows(set.Store).Find(id) is { } found ? target.Full(found) : Answer.Text(200, "{}");

    static int IdIn(ResourceSet set, Resource resource, Column column, IRow row) =>
        QueryText.ToInt(ColumnText.Of(column, resource.Shape, set.Store, row));

    static Answer Rows(ResourceCalls calls, Record[] rows) => Answer.Of(200, json =>
    {
        json.Name(Encoding.UTF8.GetBytes(calls.Resource.Name)).BeginArray();
        foreach (var row in rows) calls.Writer.Write(json, row, Shown.List);
        json.EndArray();
    });

    static Contact? Contact(ResourceSet set, Resource resource, string relation, IRow row) =>
        relation == "contact" && Named(resource, "contact") is { } column
            ? set.Store.Contacts.Find(IdIn(set, resource, column, row))
            : null;

    static Column? Named(Resource resource, string relation) =>
        resource.Columns.FirstOrDefault(column => column.Name == relation)
            ?? resource.Columns.FirstOrDefault(column => column.Name == relation + "id");

    /// <summary>The column in which rows of another resource name a row of this one.</summary>
    static Column? Naming(Resource other, Resource resource) => other.Columns.FirstOrDefault(column =>
        column.IsKept && (column.Name == resource.One || column.Name == resource.One + "id" || column.Name == resource.One + "Id"));
}
