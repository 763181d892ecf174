namespace Koppel.Sdk.Schema;

/// <summary>
/// In what texts may differ and still be the same to the remote system, or come back from it otherwise than they were written. Rows are
/// told apart accordingly, on both sides of a comparison.
/// </summary>
[Flags]
public enum TextSameness
{
    /// <summary>Each text is only itself.</summary>
    Exact = 0,

    /// <summary>Upper and lower case.</summary>
    Case = 1,

    /// <summary>Blanks around the text.</summary>
    Blanks = 2,

    /// <summary>Characters that leave no mark, such as a zero-width space.</summary>
    Invisible = 4,

    /// <summary>Whether a letter and its accent are one character or two.</summary>
    Composition = 8,

    /// <summary>All of it: how names and addresses are told apart by most systems.</summary>
    Name = Case | Blanks | Invisible | Composition,
}
