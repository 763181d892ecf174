namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>The names by which a table by name knows tags, lists and accounts.</summary>
internal sealed class NameDirectories(Sources sources)
{
    /// <summary>The tags.</summary>
    public TagDirectory Tags { get; } = new();

    /// <summary>The lists.</summary>
    public ListDirectory Lists { get; } = new(sources.Lists);

    /// <summary>The accounts, as far as they were needed.</summary>
    public AccountDirectory Accounts { get; } = new(sources.Accounts);

    /// <summary>Reads those that are needed for these parts; of accounts, those of these names.</summary>
    public async Task LoadAsync(ContactParts parts, IReadOnlyCollection<string> accounts, CancellationToken cancellationToken)
    {
        if (parts.HasFlag(ContactParts.Lists)) await Lists.LoadAsync(cancellationToken);
        if (accounts.Count > 0) await Accounts.LoadAsync(accounts, cancellationToken);
        if (parts.HasFlag(ContactParts.Tags)) await Tags.ReadAllAsync(sources, cancellationToken);
    }
}
