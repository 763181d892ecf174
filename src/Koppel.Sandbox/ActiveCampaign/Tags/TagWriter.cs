using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Tags;

/// <summary>Writes tags and their links to contacts with the keys and kinds of the real API.</summary>
internal sealed class TagWriter(Uri root, SandboxOptions options)
{
    readonly Links _tag = new(root, "tags", "contactGoalTags");
    readonly Links _contactTag = new(root, "contactTags", "tag", "contact");

    public void Tag(PhpJson json, Tag row)
    {
        json.BeginObject();
        json.Name("tagType"u8).Text(row.Type).Name("tag"u8).Text(row.Name).Name("description"u8).Text(row.Description);
        json.Name("subscriber_count"u8).Text(row.Contacts.Count);
        json.Name("cdate"u8).Moment(row.Created);
        json.Name("created_timestamp"u8).Stamp(row.Created).Name("updated_timestamp"u8).Stamp(row.Updated);
        json.Name("created_by"u8).Null().Name("updated_by"u8).Null();
        if (options.Has(Ages.January2025)) json.Name("deleted"u8).Text("0");
        _tag.Write(json, row.Id);
        json.Name("id"u8).Text(row.Id);
        json.EndObject();
    }

    public void CreatedTag(PhpJson json, Tag row, TagFields sent)
    {
        json.BeginObject();
        EchoOrder.Write(json, sent.Sent, "tag", "description", "tagType");
        json.Name("cdate"u8).Moment(row.Created);
        _tag.Write(json, row.Id);
        json.Name("id"u8).Text(row.Id);
        json.EndObject();
    }

    public void ContactTag(PhpJson json, ContactTag row)
    {
        json.BeginObject();
        json.Name("contact"u8).Text(row.Contact.Id).Name("tag"u8).Text(row.Tag.Id).Name("cdate"u8).Moment(row.Created);
        json.Name("created_timestamp"u8).Stamp(row.Created).Name("updated_timestamp"u8).Stamp(row.Created);
        json.Name("created_by"u8).Null().Name("updated_by"u8).Null();
        _contactTag.Write(json, row.Id);
        json.Name("id"u8).Text(row.Id);
        json.EndObject();
    }

    public void CreatedContactTag(PhpJson json, ContactTag row, JsonElement? sent)
    {
        json.BeginObject();
        EchoOrder.Write(json, sent, "contact", "tag");
        json.Name("cdate"u8).Moment(row.Created);
        _contactTag.Write(json, row.Id);
        json.Name("id"u8).Text(row.Id);
        json.EndObject();
    }
}
