namespace Koppel.Cli.Prompt.Dots;

/// <summary>What stands behind a dot command, for completion.</summary>
enum DotArgument
{
    /// <summary>Nothing that could be known.</summary>
    None,

    /// <summary>One of the command's words.</summary>
    Word,

    /// <summary>A connection.</summary>
    Connection,

    /// <summary>A table of a connection.</summary>
    Table,

    /// <summary>A file.</summary>
    File,
}
