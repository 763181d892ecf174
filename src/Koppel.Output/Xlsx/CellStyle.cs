namespace Koppel.Output.Xlsx;

/// <summary>The cell formats of a workbook, in the order in which its style sheet lists them.</summary>
enum CellStyle
{
    /// <summary>Excel's own choice.</summary>
    None,

    /// <summary>Bold.</summary>
    Heading,

    /// <summary>Such as 2026-01-31.</summary>
    Date,

    /// <summary>Such as 2026-01-31 14:30:00.</summary>
    Timestamp,

    /// <summary>Such as 14:30:00.</summary>
    Time,
}
