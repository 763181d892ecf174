using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Koppel.Sdk.Http;

/// <summary>
/// Makes the body of an answer readable as JSON, which is UTF-8: one in another encoding is turned into it where the answer tells which,
/// and half a surrogate pair, which no text can hold, becomes the replacement character, as it does in every reader of UTF-8.
/// </summary>
internal static class AnswerBody
{
    /// <summary>The length of an escape such as <c>\ud83d</c>.</summary>
    const int Escape = 6;

    const int FirstRead = 4_096;
    const int Piece = 1 << 16;

    static readonly string[] KnownCharsets = ["iso-8859-1", "latin1", "us-ascii", "utf-16", "utf-16le", "utf-16be"];

    /// <summary>The whole body, unpacked; null when it is longer than it may be: a few packed kilobytes can stand for gigabytes.</summary>
    /// <param name="content">The answer.</param>
    /// <param name="most">How many bytes it may have.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<byte[]?> ReadAsync(HttpContent content, int most, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > most) return null;
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var whole = new MemoryStream(Math.Clamp((int)(content.Headers.ContentLength ?? 0), FirstRead, most));
        var piece = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            while (await stream.ReadAsync(piece, cancellationToken) is > 0 and var read)
            {
                if (whole.Length + read > most) return null;
                whole.Write(piece, 0, read);
            }
            return whole.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    /// <summary>The body to read; the same when nothing is to be done. It may be changed in its place.</summary>
    /// <param name="body">As it came.</param>
    /// <param name="charset">What the answer says of its encoding, or null.</param>
    public static byte[] Readable(byte[] body, string? charset)
    {
        if (!Utf8.IsValid(body)
            && KnownCharsets.FirstOrDefault(c => c.Equals(charset?.Trim('"'), StringComparison.OrdinalIgnoreCase)) is { } known)
            body = Encoding.UTF8.GetBytes(Encoding.GetEncoding(known == "latin1" ? "iso-8859-1" : known).GetString(body));
        MendSurrogates(body);
        return body;
    }

    /// <summary>Writes the escape of the replacement character over each half that stands alone.</summary>
    static void MendSurrogates(Span<byte> body)
    {
        for (var at = 0; at < body.Length;)
        {
            var next = body[at..].IndexOf((byte)'\\');
            if (next < 0 || at + next + 1 >= body.Length) return;
            at += next;
            if (!IsSurrogate(body, at, out var isHigh))
            {
                at += body[at + 1] == (byte)'u' ? 1 : 2; // An escaped backslash begins no further escape.
                continue;
            }

            if (isHigh && IsSurrogate(body, at + Escape, out var isSecondHigh) && !isSecondHigh)
            {
                at += 2 * Escape;
                continue;
            }

            "fffd"u8.CopyTo(body[(at + 2)..]);
            at += Escape;
        }
    }

    static bool IsSurrogate(ReadOnlySpan<byte> body, int at, out bool isHigh)
    {
        isHigh = false;
        if (at + Escape > body.Length || body[at] != (byte)'\\' || body[at + 1] != (byte)'u' || (body[at + 2] | 0x20) != (byte)'d')
            return false;
        if (!char.IsAsciiHexDigit((char)body[at + 4]) || !char.IsAsciiHexDigit((char)body[at + 5])) return false;
        var third = (char)(body[at + 3] | 0x20);
        isHigh = third is '8' or '9' or 'a' or 'b';
        return isHigh || third is 'c' or 'd' or 'e' or 'f';
    }
}
