namespace Koppel.Sandbox.ActiveCampaign.Wire;

/// <summary>One character inside a JSON string, as PHP's <c>json_encode</c> writes it.</summary>
internal static class PhpEscape
{
    /// <summary>Writes the character and returns how many bytes it took, at most six.</summary>
    public static int Write(char letter, Span<byte> target)
    {
        var brief = letter switch
        {
            '"' => '"',
            '\\' => '\\',
            '/' => '/',
            '\b' => 'b',
            '\f' => 'f',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            _ => '\0',
        };
        if (brief != '\0')
        {
            target[0] = (byte)'\\';
            target[1] = (byte)brief;
            return 2;
        }

        if (letter is >= ' ' and < '\u0080')
        {
            target[0] = (byte)letter;
            return 1;
        }

        "\\u"u8.CopyTo(target);
        for (var digit = 0; digit < 4; digit++) target[2 + digit] = "0123456789abcdef"u8[(letter >> (12 - (4 * digit))) & 0xF];
        return 6;
    }
}
