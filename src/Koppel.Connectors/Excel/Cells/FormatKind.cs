namespace Koppel.Connectors.Excel.Cells;

/// <summary>What a number is by the format in which Excel shows it.</summary>
internal enum FormatKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A day, with or without a time.</summary>
    Date,

    /// <summary>A time; on its own when it is within a day, otherwise with its day.</summary>
    Time,

    /// <summary>An amount of time, which can be more than a day.</summary>
    Duration,
}
