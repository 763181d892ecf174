using System.Text;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Tags;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Contacts;

/// <summary>
/// <c>include=</c>: related rows as further lists beside the contacts, only of the contacts on the page. After a dot the rows that those
/// name: <c>contactLists.list</c> gives <c>contactLists</c> and <c>lists</c>. What is not known is ignored.
/// </summary>
internal sealed class Includes(ResourceSet set, ContactRelations relations, TagWriter rows)
{
    /// <summary>Writes the lists.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="query">The query that names what to include.</param>
    /// <param name="contacts">The contacts of the answer.</param>
    /// <param name="there">The lists that stand in the answer anyway.</param>
    public void Write(PhpJson json, QueryText query, IReadOnlyList<Contact> contacts, params HashSet<string> there)
    {
        var names = (query.Text("include") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names)
        {
            var steps = name.Split('.', 2);
            if (steps[0] == "contactTags") WriteTags(json, contacts, steps.Length > 1 && steps[1] == "tag", there);
            else if (relations.Has(steps[0])) WriteRelation(json, steps, contacts, there);
        }
    }

    void WriteTags(PhpJson json, IReadOnlyList<Contact> contacts, bool withTags, HashSet<string> there)
    {
        if (there.Add("contactTags"))
        {
            json.Name("contactTags"u8).BeginArray();
            foreach (var link in contacts.SelectMany(contact => contact.Tags)) rows.ContactTag(json, link);
            json.EndArray();
        }

        if (!withTags || !there.Add("tags")) return;
        json.Name("tags"u8).BeginArray();
        foreach (var tag in contacts.SelectMany(contact => contact.Tags).Select(link => link.Tag).Distinct().OrderBy(tag => tag.Id))
            rows.Tag(json, tag);
        json.EndArray();
    }

    void WriteRelation(PhpJson json, string[] steps, IReadOnlyList<Contact> contacts, HashSet<string> there)
    {
        var calls = relations.Resource(steps[0]);
        var related = contacts.SelectMany(contact => relations.Rows(steps[0], contact)).Distinct().ToArray();
        WriteRows(json, calls, related, there);
        if (steps.Length < 2 || set.ByOne(steps[1]) is not { } next) return;
        if (calls.Resource.Columns.FirstOrDefault(column => column.Name == steps[1]) is not { } column) return;
        var ids = related.Select(row => QueryText.ToInt(ColumnText.Of(column, calls.Resource.Shape, set.Store, row))).Distinct().Order();
        WriteRows(json, next, [.. ids.Select(next.Resource.Rows(set.Store).Find).OfType<IRow>()], there);
    }

    static void WriteRows(PhpJson json, ResourceCalls calls, IReadOnlyList<IRow> rows, HashSet<string> there)
    {
        if (!there.Add(calls.Resource.Name)) return;
        json.Name(Encoding.UTF8.GetBytes(calls.Resource.Name)).BeginArray();
        foreach (var row in rows) calls.Writer.Write(json, row, Shown.List);
        json.EndArray();
    }
}
