namespace Koppel.Sandbox.Salesforce.State;

/// <summary>Which record of which table.</summary>
/// <param name="Table">The table's place in the org, from 1; 0 for an id of the right form that belongs to no table of the org.</param>
/// <param name="Number">The record's number in its table, from 1.</param>
internal readonly record struct RecordId(int Table, int Number) : IComparable<RecordId>
{
    /// <summary>Both in one number, as columns keep it; 0 is kept for no record.</summary>
    public long Packed => ((long)Table << 32) | (uint)Number;

    public static RecordId Unpacked(long packed) => new((int)(packed >> 32), (int)packed);

    public int CompareTo(RecordId other) => Packed.CompareTo(other.Packed);
}
