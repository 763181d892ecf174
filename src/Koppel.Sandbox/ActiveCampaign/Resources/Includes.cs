using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Resources;

/// <summary><c>include=</c>: related rows as further lists beside the contacts, only of the contacts on the page.</summary>
static class Includes
{
    public static void Write(PhpJson json, RowWriter rows, QueryText query, IReadOnlyList<Contact> contacts)
    {
        var names = (query.Text("include") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var withTags = names.Contains("contactTags.tag");
        if (!withTags && !names.Contains("contactTags")) return;
        json.Name("contactTags"u8).BeginArray();
        foreach (var contact in contacts)
        {
            foreach (var link in contact.Tags) rows.ContactTag(json, link);
        }

        json.EndArray();
        if (!withTags) return;
        json.Name("tags"u8).BeginArray();
        foreach (var tag in contacts.SelectMany(contact => contact.Tags).Select(link => link.Tag).Distinct().OrderBy(tag => tag.Id)) rows.Tag(json, tag);
        json.EndArray();
    }
}
