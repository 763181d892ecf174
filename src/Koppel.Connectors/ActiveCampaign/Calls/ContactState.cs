using System.Collections.ObjectModel;

namespace Koppel.Connectors.ActiveCampaign.Calls;

/// <summary>A contact as it is, as far as it was read.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Email">Its address, or empty.</param>
internal sealed record ContactState(long Id, string Email)
{
    /// <summary>The values of <see cref="ContactNames.All"/>; null where there is none.</summary>
    public IReadOnlyList<string?> Names { get; init; } = [];

    /// <summary>When it was created and last changed, as its columns hold that; null where it is not known.</summary>
    public (long? Created, long? Updated) Times { get; init; }

    /// <summary>The values of its fields, by their ids, as the API gives them.</summary>
    public IReadOnlyDictionary<long, string> Fields { get; init; } = ReadOnlyDictionary<long, string>.Empty;

    /// <summary>Its tags.</summary>
    public IReadOnlyList<TagLink> Tags { get; init; } = [];

    /// <summary>How it stands to the lists that know it, by their ids.</summary>
    public IReadOnlyDictionary<long, ListStatus> Lists { get; init; } = ReadOnlyDictionary<long, ListStatus>.Empty;

    /// <summary>Its account, or null.</summary>
    public AccountLink? Account { get; init; }

    /// <summary>The value of a field, or nothing.</summary>
    public string Field(long id) => Fields.GetValueOrDefault(id, "");

    /// <summary>How it stands to a list; null where the list does not know it.</summary>
    public ListStatus? StatusOn(long list) => Lists.TryGetValue(list, out var status) ? status : null;
}

/// <summary>A contact's tag.</summary>
/// <param name="Link">The id of the link, by which it is taken off.</param>
/// <param name="Tag">The tag's id.</param>
internal readonly record struct TagLink(long Link, long Tag);

/// <summary>A contact's account.</summary>
/// <param name="Link">The id of the link.</param>
/// <param name="Account">The account's id.</param>
/// <param name="JobTitle">What the contact does there, or empty.</param>
internal sealed record AccountLink(long Link, long Account, string JobTitle);

/// <summary>The texts of a contact itself that a load can give.</summary>
/// <param name="Column">Our column, which is what <c>contact/sync</c> calls it too.</param>
/// <param name="Import">What the importer calls it.</param>
internal sealed record ContactName(string Column, string Import);

/// <summary>The texts of a contact itself.</summary>
internal static class ContactNames
{
    /// <summary>All of them.</summary>
    public static readonly ContactName[] All = [new("firstName", "first_name"), new("lastName", "last_name"), new("phone", "phone")];
}
