namespace Koppel.Engine.Files.Delimited;

/// <summary>What ends a record.</summary>
[Flags]
internal enum LineEnds : byte
{
    /// <summary>The end of the file.</summary>
    None = 0,

    /// <summary>A line feed.</summary>
    Lf = 1,

    /// <summary>A carriage return and a line feed.</summary>
    CrLf = 2,

    /// <summary>A carriage return alone.</summary>
    Cr = 4,
}
