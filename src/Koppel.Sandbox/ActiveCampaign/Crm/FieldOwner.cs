using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary>What has custom fields of the newer kind: deals, accounts.</summary>
/// <param name="Word">How the resources are called: <c>deal</c> in <c>dealCustomFieldMeta</c>.</param>
/// <param name="Column">The key that names the row: <c>dealId</c>.</param>
/// <param name="Path">The name and the path of the rows: <c>deals</c>.</param>
/// <param name="Find">A row by its id.</param>
internal sealed record FieldOwner(string Word, string Column, string Path, Func<Store, int, IRow?> Find)
{
    /// <summary>The word with a capital, as messages have it.</summary>
    public string Title => char.ToUpperInvariant(Word[0]) + Word[1..];

    /// <summary>Other keys that name the row.</summary>
    public string[] Aliases { get; init; } = [];

    /// <summary>What messages call what a row has anyway, so that no field can be called so.</summary>
    public string[] Taken { get; init; } = [];

    /// <summary>Notes that a row changed when a value of it did; null where the API does not.</summary>
    public Action<IRow, DateTime>? Touch { get; init; }

    /// <summary>The fields that every account has.</summary>
    public Action<RecordTable>? Begin { get; init; }
}
