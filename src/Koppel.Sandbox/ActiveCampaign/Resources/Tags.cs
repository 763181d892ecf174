using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Resources;

/// <summary><c>/tags</c>. Names are unique for each type, whatever their case.</summary>
sealed class Tags(SandboxState state, RowWriter rows, SandboxOptions options)
{
    Store Store => state.Store;

    public Answer List(ApiCall call)
    {
        if (options.LargeLimitAnswer == 422 && Page.IsTooLarge(call.Query))
            return Errors.Parameter(422, "limit", "A page holds at most 100 rows.");
        var found = TagQuery.Run(Store, call.Query);
        return Answer.Of(200, json =>
        {
            json.Name("tags"u8).BeginArray();
            foreach (var tag in Page.Of(call.Query).Cut<Tag>(found)) rows.Tag(json, tag);
            json.EndArray().Name("meta"u8).BeginObject().Name("total"u8).Text(found.Length).EndObject();
        });
    }

    public Answer One(ApiCall call) => Store.Tags.Find(call.Id) is { } tag ? Full(tag) : NotFound(call);

    public Answer Create(ApiCall call)
    {
        var sent = TagFields.Of(call.Body);
        var (name, type) = (sent.Name.Text(), sent.Type.Text() ?? "");
        if (string.IsNullOrEmpty(name)) return Errors.Attribute("The name of the tag is missing.", "field_missing", "tag");
        if (Store.TagOf(name, type) is { } known) return options.ExistingTagAnswer == 200 ? Full(known) : Duplicate(known);
        var tag = Store.AddTag(name, type, sent.Description.Text() ?? "", state.Now);
        return Answer.Of(201, json => rows.CreatedTag(json.Name("tag"u8), tag, sent));
    }

    public Answer Update(ApiCall call)
    {
        if (Store.Tags.Find(call.Id) is not { } tag) return NotFound(call);
        var sent = TagFields.Of(call.Body);
        var (name, type) = (sent.Name is null ? tag.Name : sent.Name.Text() ?? "", sent.Type is null ? tag.Type : sent.Type.Text() ?? "");
        if (name.Length == 0) return Errors.Attribute("The name of the tag is missing.", "field_missing", "tag");
        if (Store.TagOf(name, type) is { } other && other != tag) return Duplicate(other);
        Store.Rename(tag, name, type);
        if (sent.Description is not null) tag.Description = sent.Description.Text() ?? "";
        tag.Updated = state.Now;
        return Full(tag);
    }

    public Answer Delete(ApiCall call)
    {
        if (Store.Tags.Find(call.Id) is not { } tag) return NotFound(call);
        Store.Remove(tag);
        return Answer.Deleted();
    }

    /// <summary>The sandbox has no goals.</summary>
    public Answer GoalsOf(ApiCall call) =>
        Store.Tags.Find(call.Id) is null ? NotFound(call) : Answer.Of(200, json => json.Name("contactGoalTags"u8).Empty());

    Answer Full(Tag tag) => Answer.Of(200, json => rows.Tag(json.Name("tag"u8), tag));

    Answer Duplicate(Tag there) => options.ExistingTagAnswer == 500
        ? Answer.Of(500,
            json => json.Name("message"u8).Text("Could not process request").Name("error"u8)
                .Text($"Duplicate entry '{there.Type}-{there.Name}' for key 'typetag'"))
        : Errors.Attribute("A tag of this name exists.", "duplicate", "tag");

    static Answer NotFound(ApiCall call) => Errors.NotFound("Tag", call.Id);
}
