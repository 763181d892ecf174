using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Sdk.Loading;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>Turns names of tags and lists into what is wanted of a contact.</summary>
internal static class WantedNames
{
    /// <summary>Wanted tags; one that is missing is created where the connection lets it.</summary>
    public static RejectCause? Tags(Account account, TagDirectory tags, IReadOnlyList<string> names, WantedContact wanted)
    {
        if (!account.CreateTags && names.FirstOrDefault(n => tags.Find(n) is null) is { } unknown)
            return new RejectCause(
                RejectCode.TagUnknown, $"There is no tag named '{unknown}'.", "Create it first, or set create_tags = on.");
        wanted.Tags = [.. names.Select(n => tags.Find(n) ?? tags.AddNew(n))];
        return null;
    }

    /// <summary>To be active on these lists.</summary>
    public static RejectCause? Lists(ListDirectory lists, IReadOnlyList<string> names, WantedContact wanted)
    {
        var statuses = new Dictionary<long, ListStatus>();
        foreach (var name in names)
        {
            if (lists.Find(name, out var id) is { } cause) return cause;
            statuses[id] = ListStatus.Active;
        }
        wanted.Lists = statuses;
        return null;
    }
}
