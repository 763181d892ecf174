using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Connectors.ActiveCampaign.Fields;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>What rows of a load want of one contact. What they do not speak of stays as it is.</summary>
internal sealed class WantedContact
{
    /// <summary>Its own texts, as in <see cref="ContactNames.All"/>; null leaves one, an empty text empties it.</summary>
    public string?[] Names { get; } = new string?[ContactNames.All.Length];

    /// <summary>Texts of fields, by their ids; an empty one empties the field.</summary>
    public Dictionary<long, (CustomField Field, string Text)> Fields { get; } = [];

    /// <summary>Its tags; null leaves them.</summary>
    public List<long>? Tags { get; set; }

    /// <summary>How it is to stand to lists, by their ids; null leaves them.</summary>
    public Dictionary<long, ListStatus>? Lists { get; set; }

    /// <summary>It is to have these tags and to be on these lists, and no others. The default is that they are added.</summary>
    public bool IsAll { get; set; }

    /// <summary>The name of its account; null leaves it, an empty text takes it off its account.</summary>
    public string? Account { get; set; }

    /// <summary>What it does at its account; null leaves it.</summary>
    public string? JobTitle { get; set; }

    /// <summary>It is about texts of the contact itself only: emptied ones travel with the others. The default is no.</summary>
    public bool IsPlain { get; set; }

    /// <summary>It may be taken from one account to another. The default is that this is refused.</summary>
    public bool MayMove { get; set; }

    /// <summary>Takes in what a later row says, which counts where both say something.</summary>
    public void Take(WantedContact later)
    {
        for (var i = 0; i < Names.Length; i++) Names[i] = later.Names[i] ?? Names[i];
        foreach (var (id, value) in later.Fields) Fields[id] = value;
        if (later.Tags is { } tags) Tags = IsAll ? tags : [.. (Tags ?? []).Union(tags)];
        if (later.Lists is { } lists)
        {
            if (Lists is null || IsAll) Lists = lists;
            else foreach (var (id, status) in lists) Lists[id] = status;
        }
        Account = later.Account ?? Account;
        JobTitle = later.JobTitle ?? JobTitle;
    }
}
