namespace Koppel.Sandbox.Salesforce.State;

/// <summary>Which record of which table.</summary>
/// <param name="Table">The table's place in the org, from 1; 0 for an id of the right form that belongs to no table of the org.</param>
/// <param name="Number">The record's number in its table, from 1.</param>
internal readonly record struct RecordId(int Table, int Number) : IComparable<RecordId>
{
    const int Bits = 25;

    /// <summary>The most records of a table, so that both numbers fit into four bytes; there are fewer than 128 tables.</summary>
    public const int MostNumber = (1 << Bits) - 1;

    /// <summary>Both in one number, as columns keep it; 0 is kept for no record.</summary>
    public uint Packed => ((uint)Table << Bits) | (uint)Number;

    public static RecordId Unpacked(uint packed) => new((int)(packed >> Bits), (int)(packed & MostNumber));

    public int CompareTo(RecordId other) => Packed.CompareTo(other.Packed);
}
