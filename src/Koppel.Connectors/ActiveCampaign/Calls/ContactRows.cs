namespace Koppel.Connectors.ActiveCampaign.Calls;

/// <summary>All rows of a load that change one contact.</summary>
/// <param name="Email">The contact's address, or empty when it has none.</param>
/// <param name="Rows">Numbers of the rows; one that says again what another says stands behind it.</param>
internal readonly record struct ContactRows(string Email, ReadOnlyMemory<int> Rows)
{
    /// <summary>What is done with the contact, where a load holds more than its rows; otherwise null.</summary>
    public ContactChange? What { get; init; }
}
