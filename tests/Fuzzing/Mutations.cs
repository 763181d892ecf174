using System.Text;

namespace Koppel.Fuzzing;

/// <summary>Changes good input a little, so that most of it is still understood when what is wrong with it is reached.</summary>
internal static class Mutations
{
    static readonly byte[] Telling =
        [0, 0x0A, 0x0D, 0x20, 0x22, 0x27, 0x2C, 0x2D, 0x3B, 0x5B, 0x5C, 0x7B, 0x7D, 0x7F, 0x80, 0xBF, 0xC0, 0xED, 0xEF, 0xF4, 0xFE, 0xFF];

    static readonly string[] Odd =
    [
        "", "\0", "\"", "'", "\\", "[", "]", "{", "}", "\r", "\r\n", "\u2028", "\uFEFF", "\uD83D\uDE00", "-0", "1e999", "-1e-999", "NaN",
        "99999999999999999999999999",
        "9223372036854775808", "0000-00-00", "2026-13-45T99:99:99", "null", "true", "'''", "\"\"\"", "#", ";", "=", ",,,,", "\\uD800",
        "%00", "../..", "${env:NOPE}",
    ];

    /// <summary>One to eight changes to single bytes and to pieces.</summary>
    public static byte[] Bytes(ReadOnlySpan<byte> good, Random random)
    {
        var bytes = good.ToArray().ToList();
        for (var changes = random.Next(1, 9); changes > 0; changes--)
        {
            if (bytes.Count == 0) bytes.Add((byte)random.Next(256));
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, random.Next(3) == 0 ? 200 : 9), bytes.Count - at);
            switch (random.Next(9))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = Telling[random.Next(Telling.Length)]; break;
                case 2: bytes[at] = (byte)random.Next(256); break;
                case 3: bytes.Insert(at, Telling[random.Next(Telling.Length)]); break;
                case 4: bytes.RemoveRange(at, length); break;
                case 5: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 6: bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - length + 1), length)); break;
                case 7: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Odd[random.Next(Odd.Length)])); break;
                default: if (random.Next(6) == 0) bytes.RemoveRange(at, bytes.Count - at); else bytes[at]++; break;
            }
        }

        return [.. bytes];
    }

    /// <summary>One to five changes to words: left out, doubled, exchanged, put elsewhere, or an odd one in their place.</summary>
    public static string Words(string good, IReadOnlyList<string> words, Random random)
    {
        var parts = Split(good);
        for (var changes = random.Next(1, 6); changes > 0 && parts.Count > 0; changes--)
        {
            var at = random.Next(parts.Count);
            switch (random.Next(6))
            {
                case 0: parts.RemoveAt(at); break;
                case 1: parts.Insert(at, parts[at]); break;
                case 2: parts[at] = parts[random.Next(parts.Count)]; break;
                case 3: parts[at] = words[random.Next(words.Count)]; break;
                case 4: parts.Insert(at, words[random.Next(words.Count)]); break;
                default: parts[at] = Odd[random.Next(Odd.Length)]; break;
            }
        }

        return string.Concat(parts);
    }

    static List<string> Split(string text)
    {
        var parts = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var end = at + 1;
            if (char.IsLetterOrDigit(text[at])) while (end < text.Length && char.IsLetterOrDigit(text[end])) end++;
            parts.Add(text[at..end]);
            at = end;
        }

        return parts;
    }
}
