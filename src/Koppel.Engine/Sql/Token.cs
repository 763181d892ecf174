namespace Koppel.Engine.Sql;

/// <summary>What a token is.</summary>
internal enum TokenKind : byte
{
    /// <summary>Blanks and line ends.</summary>
    Space,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>A name or keyword.</summary>
    Word,

    /// <summary>A name in double quotes.</summary>
    QuotedName,

    /// <summary>A text in single quotes, with or without a letter before it.</summary>
    Text,

    /// <summary>A text between dollar signs.</summary>
    DollarText,

    /// <summary>A number.</summary>
    Number,

    /// <summary><c>$name</c> or <c>${name}</c>: a variable.</summary>
    Variable,

    /// <summary><c>$1</c>: a numbered parameter.</summary>
    Parameter,

    /// <summary>An operator or any other sign.</summary>
    Sign,

    /// <summary>A dot between names.</summary>
    Dot,

    /// <summary>A comma.</summary>
    Comma,

    /// <summary>An opening bracket of any shape.</summary>
    Open,

    /// <summary>A closing bracket of any shape.</summary>
    Close,

    /// <summary>The <c>@</c> of <c>table@connection</c>.</summary>
    At,

    /// <summary>The end of a statement.</summary>
    Semicolon,

    /// <summary>Something that does not end: see <see cref="Token.Error"/>.</summary>
    Error,
}

/// <summary>A piece of a script. Every character belongs to exactly one token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first character.</param>
/// <param name="Length">Its length in characters.</param>
/// <param name="Error">What is wrong with it, or null.</param>
internal sealed record Token(TokenKind Kind, int Start, int Length, string? Error = null)
{
    /// <summary>The character behind it.</summary>
    public int End => Start + Length;

    /// <summary>It says nothing.</summary>
    public bool IsBlank => Kind is TokenKind.Space or TokenKind.Comment;

    /// <summary>It is a name, quoted or not.</summary>
    public bool IsName => Kind is TokenKind.Word or TokenKind.QuotedName;

    /// <summary>Its text.</summary>
    public ReadOnlySpan<char> In(string script) => script.AsSpan(Start, Length);

    /// <summary>Whether it is this keyword or sign, without regard to case.</summary>
    public bool Is(string script, string word) =>
        Kind is TokenKind.Word or TokenKind.Sign or TokenKind.Open or TokenKind.Close
            && In(script).Equals(word, StringComparison.OrdinalIgnoreCase);
}
