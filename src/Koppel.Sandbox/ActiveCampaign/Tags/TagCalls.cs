using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Tags;

/// <summary><c>/tags</c>. Names are unique for each type, whatever their case.</summary>
internal sealed class TagCalls(ResourceSet set, TagWriter rows)
{
    Store Store => set.Store;

    public IEnumerable<Route> Routes() =>
    [
        new("GET", "tags", List),
        new("POST", "tags", Create),
        new("GET", "tags/{id}", One),
        new("PUT", "tags/{id}", Update),
        new("DELETE", "tags/{id}", Delete),
        new("GET", "tags/{id}/contactGoalTags", GoalsOf),
    ];

    Answer List(ApiCall call)
    {
        if (set.Options.LargeLimitAnswer == 422 && Page.IsTooLarge(call.Query))
            return Errors.Parameter(422, "limit", "A page holds at most 100 rows.");
        var found = TagQuery.Run(Store, call.Query);
        return Answer.Of(200, json =>
        {
            json.Name("tags"u8).BeginArray();
            foreach (var tag in Page.Of(call.Query).Cut<Tag>(found)) rows.Tag(json, tag);
            json.EndArray().Name("meta"u8).BeginObject().Name("total"u8).Text(found.Length).EndObject();
        });
    }

    Answer One(ApiCall call) => Store.Tags.Find(call.Id) is { } tag ? Full(tag) : NotFound(call);

    Answer Create(ApiCall call)
    {
        var sent = TagFields.Of(call.Body);
        var (name, type) = (sent.Name.Text(), sent.Type.Text() ?? "");
        if (string.IsNullOrEmpty(name)) return Errors.Attribute("The name of the tag is missing.", "field_missing", "tag");
        if (Store.Tags.Of(name, type) is { } known) return set.Options.ExistingTagAnswer == 200 ? Full(known) : Duplicate(known);
        var tag = Store.Tags.Add(name, type, sent.Description.Text() ?? "", Store.Now);
        return Answer.Of(201, json => rows.CreatedTag(json.Name("tag"u8), tag, sent));
    }

    Answer Update(ApiCall call)
    {
        if (Store.Tags.Find(call.Id) is not { } tag) return NotFound(call);
        var sent = TagFields.Of(call.Body);
        var (name, type) = (sent.Name is null ? tag.Name : sent.Name.Text() ?? "", sent.Type is null ? tag.Type : sent.Type.Text() ?? "");
        if (name.Length == 0) return Errors.Attribute("The name of the tag is missing.", "field_missing", "tag");
        if (Store.Tags.Of(name, type) is { } other && other != tag) return Duplicate(other);
        Store.Tags.Rename(tag, name, type);
        if (sent.Description is not null) tag.Description = sent.Description.Text() ?? "";
        tag.Updated = Store.Now;
        return Full(tag);
    }

    Answer Delete(ApiCall call)
    {
        if (Store.Tags.Find(call.Id) is not { } tag) return NotFound(call);
        Store.Tags.Remove(tag);
        return Answer.Deleted();
    }

    /// <summary>The sandbox has no goals.</summary>
    Answer GoalsOf(ApiCall call) =>
        Store.Tags.Find(call.Id) is null ? NotFound(call) : Answer.Of(200, json => json.Name("contactGoalTags"u8).Empty());

    Answer Full(Tag tag) => Answer.Of(200, json => rows.Tag(json.Name("tag"u8), tag));

    Answer Duplicate(Tag there) => set.Options.ExistingTagAnswer == 500
        ? Answer.Of(500,
            json => json.Name("message"u8).Text("Could not process request").Name("error"u8)
                .Text($"Duplicate entry '{there.Type}-{there.Name}' for key 'typetag'"))
        : Errors.Attribute("A tag of this name exists.", "duplicate", "tag");

    static Answer NotFound(ApiCall call) => Errors.NotFound("Tag", call.Id);
}
