using System.Globalization;
using System.Text;

namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>Reads the values that conditions compare with.</summary>
internal sealed class LiteralParser(TokenReader tokens)
{
    const int MostCharacters = 4000;

    /// <summary>A value; one for LIKE keeps its escaped signs as they are.</summary>
    public Literal Read(bool isPattern = false)
    {
        var token = tokens.Now;
        if (token.IsSymbol(":")) throw tokens.At(token, "Bind variables only allowed in Apex code");
        var literal = token.Kind switch
        {
            TokenKind.Text => new Literal(LiteralKind.Text, Text(token, isPattern), token),
            TokenKind.Number => new(LiteralKind.Number, Number(token), token),
            TokenKind.Date => new(LiteralKind.Date,
                Parsed(token, DateOnly.TryParse(token.Text, CultureInfo.InvariantCulture, out var date), date), token),
            TokenKind.DateTime => new(LiteralKind.DateTime, Moment(token), token),
            TokenKind.Time => new(LiteralKind.Time, Parsed(token,
                TimeOnly.TryParse(token.Text.AsSpan(0, token.Text.Length - 1), CultureInfo.InvariantCulture, out var time), time), token),
            TokenKind.Name => Word(token),
            _ => throw tokens.Unexpected(),
        };
        tokens.Take();
        return literal.Kind == LiteralKind.Relative ? Counted(literal) : literal;
    }

    Literal Word(Token token) => token.Text.ToUpperInvariant() switch
    {
        "NULL" => new(LiteralKind.Null, null, token),
        "TRUE" => new(LiteralKind.Boolean, true, token),
        "FALSE" => new(LiteralKind.Boolean, false, token),
        _ when RelativeDates.IsName(token.Text) => new(LiteralKind.Relative, null, token),
        _ => throw tokens.Unexpected(),
    };

    Literal Counted(Literal literal)
    {
        if (!RelativeDates.IsCounted(literal.Token.Text)) return literal;
        tokens.ExpectSymbol(":");
        return literal with { Count = tokens.Whole() };
    }

    decimal Number(Token token) =>
        decimal.TryParse(token.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out var number)
            ? number
            : throw tokens.Unexpected();

    DateTime Moment(Token token)
    {
        var isRead = DateTimeOffset.TryParse(token.Text, CultureInfo.InvariantCulture, out var moment);
        return ((DateTimeOffset)Parsed(token, isRead, moment)).UtcDateTime;
    }

    object Parsed(Token token, bool isRead, object value) => isRead ? value : throw tokens.At(token, $"unexpected token: '{token.Text}'");

    string Text(Token token, bool isPattern)
    {
        if (token.Text.Length > MostCharacters)
            throw tokens.At(token, $"maximum length of a string in a filter exceeded, {MostCharacters} characters are allowed");
        if (!token.Text.Contains('\\', StringComparison.Ordinal)) return token.Text;
        var text = new StringBuilder(token.Text.Length);
        for (var at = 0; at < token.Text.Length; at++)
        {
            if (token.Text[at] != '\\')
            {
                text.Append(token.Text[at]);
                continue;
            }

            var sign = ++at < token.Text.Length ? token.Text[at] : '\0';
            if (sign is 'u' or 'U' && at + 4 < token.Text.Length && ushort.TryParse(
                    token.Text.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                text.Append((char)code);
                at += 4;
            }
            else if (sign is '_' or '%' && isPattern) text.Append('\\').Append(sign);
            else if (sign == '\\' && isPattern) text.Append(@"\\");
            else text.Append(Escaped(token, sign));
        }

        return text.ToString();
    }

    char Escaped(Token token, char sign) => sign switch
    {
        'n' or 'N' => '\n',
        'r' or 'R' => '\r',
        't' or 'T' => '\t',
        'b' or 'B' => '\b',
        'f' or 'F' => '\f',
        '"' or '\'' or '\\' => sign,
        _ => throw tokens.At(token, $"Invalid string literal '{token.Text}'. Illegal character sequence '\\{sign}' in string literal."),
    };
}
