namespace Koppel.Sandbox.ActiveCampaign.Records;

/// <summary>
/// The days on which a change of the API's answers was first seen: in recordings of 2020, 2021 and 2025 and in the key sets of 2026.
/// </summary>
internal static class Ages
{
    /// <summary>Before all that was recorded.</summary>
    public static readonly DateOnly First = new(2020, 1, 1);

    public static readonly DateOnly EarlyJune2020 = new(2020, 6, 2);

    public static readonly DateOnly June2020 = new(2020, 6, 10);

    public static readonly DateOnly July2020 = new(2020, 7, 14);

    public static readonly DateOnly March2021 = new(2021, 3, 23);

    public static readonly DateOnly January2025 = new(2025, 1, 28);

    public static readonly DateOnly August2026 = new(2026, 8, 14);
}
