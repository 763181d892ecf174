namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>A word of a query.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written; of a text what stands between its quotes.</param>
/// <param name="Position">Where it begins.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Position)
{
    public bool Is(string word) => Kind == TokenKind.Name && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && Text == symbol;
}

internal enum TokenKind
{
    Name,
    Text,
    Number,
    Date,
    DateTime,
    Time,
    Symbol,
    End,
}
