using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>Something that contacts are joined with, as conditions see it: tags, lists.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Keys">The fields that tell which one is meant, by id first, then by name.</param>
/// <param name="Links">The links of a contact.</param>
/// <param name="Target">The id of what a link joins with.</param>
/// <param name="Since">Since when a link is there.</param>
/// <param name="Candidates">Whom an index knows to be joined with one.</param>
/// <param name="IsExact">Whether all of them count when nothing more is asked of the link.</param>
/// <param name="Named">The ids of those whose name meets a test.</param>
internal sealed record LinkKind<TLink>(
    string Name,
    string[] Keys,
    Func<Contact, IReadOnlyList<TLink>> Links,
    Func<TLink, int> Target,
    Func<TLink, DateTime> Since,
    Func<Store, int, ContactSet> Candidates,
    Func<Store, int, bool> IsExact,
    Func<Store, Func<string, bool>, IEnumerable<int>> Named)
{
    /// <summary>What else can be asked of a link, by the field's name.</summary>
    public IReadOnlyDictionary<string, Func<FieldDefinition, DateTime, Func<TLink, bool>>> Fields { get; init; } =
        new Dictionary<string, Func<FieldDefinition, DateTime, Func<TLink, bool>>>();

    /// <summary>What is asked of a link when a field of this name is not.</summary>
    public (string Field, Func<TLink, bool> Holds)? Unless { get; init; }
}
