namespace Koppel.Connectors.Excel;

/// <summary>Where the column names of a sheet or range come from.</summary>
internal enum HeaderRule
{
    /// <summary>The first row that looks like headings.</summary>
    Auto,

    /// <summary>The first row with anything in it.</summary>
    First,

    /// <summary>There are none: the columns are named A, B, C, as Excel does.</summary>
    None,
}
