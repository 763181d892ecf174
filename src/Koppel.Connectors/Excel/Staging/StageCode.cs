namespace Koppel.Connectors.Excel.Staging;

/// <summary>How a value stands in a <see cref="SheetStage"/>: the low four bits of the number before it.</summary>
internal enum StageCode
{
    /// <summary>A whole number, in as few bytes as it takes.</summary>
    Whole,

    /// <summary>A double in eight bytes.</summary>
    Number,

    /// <summary>False: nothing follows.</summary>
    False,

    /// <summary>True: nothing follows.</summary>
    True,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A day with a time, in eight bytes.</summary>
    Timestamp,

    /// <summary>A time of day.</summary>
    Time,

    /// <summary>An amount of time.</summary>
    Duration,

    /// <summary>The number of a shared text.</summary>
    Shared,

    /// <summary>A text.</summary>
    Text,
}
