namespace Koppel.Connectors.ActiveCampaign.Loading;

/// <summary>All rows of a load that change one contact.</summary>
/// <param name="Email">The contact's address, or empty when it has none.</param>
/// <param name="First">Where its rows begin in <see cref="ChangeList.Order"/>.</param>
/// <param name="Count">How many rows it has.</param>
internal readonly record struct Change(string Email, int First, int Count);

/// <summary>The changes of a load. Rows are kept as numbers in one array: a load can have millions.</summary>
/// <param name="order">Row numbers, grouped by contact.</param>
internal sealed class ChangeList(int[] order)
{
    /// <summary>Row numbers, grouped by contact.</summary>
    public int[] Order => order;

    /// <summary>Rows that say again what an earlier row says: they share its fate, but change nothing.</summary>
    public HashSet<int> Again { get; } = [];

    /// <summary>The changes.</summary>
    public List<Change> Changes { get; } = [];

    /// <summary>The rows of a change.</summary>
    public ReadOnlySpan<int> RowsOf(Change change) => order.AsSpan(change.First, change.Count);
}
