namespace Koppel.Engine.Files.Delimited;

/// <summary>How a cell is written.</summary>
[Flags]
internal enum CellForm : byte
{
    /// <summary>As it is.</summary>
    Plain = 0,

    /// <summary>Within quotes.</summary>
    Quoted = 1,

    /// <summary>With quotes within its quotes, which are doubled.</summary>
    Doubled = 2,

    /// <summary>With line ends within its quotes.</summary>
    Lines = 4,

    /// <summary>With a quote where none should be: behind other characters, or with characters behind the closing one.</summary>
    Stray = 8,

    /// <summary>Its quotes are not closed.</summary>
    Open = 16,
}
