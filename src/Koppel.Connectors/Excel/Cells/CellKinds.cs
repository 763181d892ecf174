using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Excel.Cells;

/// <summary>The kinds of value that a column holds.</summary>
[Flags]
internal enum CellKinds
{
    /// <summary>No value at all.</summary>
    None = 0,

    /// <summary>Whole numbers that a double holds exactly.</summary>
    Whole = 1,

    /// <summary>Other numbers.</summary>
    Number = 2,

    /// <summary>Truth values.</summary>
    Boolean = 4,

    /// <summary>Days.</summary>
    Date = 8,

    /// <summary>Days with a time.</summary>
    Timestamp = 16,

    /// <summary>Times of day.</summary>
    Time = 32,

    /// <summary>Amounts of time, which can be more than a day.</summary>
    Duration = 64,

    /// <summary>Text.</summary>
    Text = 128,
}

/// <summary>What type a column of such values has.</summary>
internal static class CellKindsExtensions
{
    /// <summary>The type that holds all values of a column; what does not go together becomes text.</summary>
    public static ColumnKind ToColumnKind(this CellKinds kinds) => kinds switch
    {
        CellKinds.Whole => ColumnKind.BigInt,
        CellKinds.Number or (CellKinds.Whole | CellKinds.Number) => ColumnKind.Double,
        CellKinds.Boolean => ColumnKind.Boolean,
        CellKinds.Date => ColumnKind.Date,
        CellKinds.Timestamp or (CellKinds.Date | CellKinds.Timestamp) => ColumnKind.Timestamp,
        CellKinds.Time => ColumnKind.Time,
        _ => ColumnKind.Text,
    };
}
