using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Declared;

/// <summary>A further list at the top of an answer, of rows that belong to those that were asked for.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Shown">In which answers it stands.</param>
/// <param name="Write">Writes its rows, of the rows that the answer is about, into the array.</param>
internal sealed record Sideload(string Key, Shown Shown, Action<ResourceSet, IReadOnlyList<IRow>, PhpJson> Write)
{
    /// <summary>For which rows it stands there at all; null for all.</summary>
    public Func<Store, IRow, bool>? When { get; init; }

    /// <summary>The column that PUT must have sent for the list to stand in its answer; null when it stands there anyway.</summary>
    public string? ChangedWith { get; init; }

    /// <summary>Rows of a declared resource.</summary>
    /// <param name="key">The key.</param>
    /// <param name="shown">In which answers it stands.</param>
    /// <param name="resource">The name of the resource.</param>
    /// <param name="rows">Its rows that belong to one row of the answer.</param>
    public static Sideload Of(string key, Shown shown, string resource, Func<Store, IRow, IEnumerable<IRow>> rows) =>
        new(key, shown, (set, parents, json) =>
    {
        var writer = set[resource].Writer;
        foreach (var row in parents.SelectMany(parent => rows(set.Store, parent)).Distinct()) writer.Write(json, row, Shown.Beside);
    });

    /// <summary>The contacts of the rows, in full.</summary>
    public static Sideload Contacts(Shown shown, Func<Store, IRow, Contact?> contact) => new("contacts", shown, (set, parents, json) =>
    {
        foreach (var row in parents.Select(parent => contact(set.Store, parent)).OfType<Contact>().Distinct()) set.WriteContact(json, row);
    });
}
