using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Koppel.Engine.Files;

/// <summary>
/// Looks through a file of JSON for what DuckDB does not tell, or not right: numbers that it would change, since it keeps all but whole numbers of
/// 64 bits as DOUBLE, and the line on which the JSON is broken.
/// </summary>
internal static class JsonNumbers
{
    /// <summary>The first such number and its line; null when there is none, or when the file is no JSON up to there: DuckDB tells that.</summary>
    public static (string Number, long Line)? FirstChanged(string path, CancellationToken cancellationToken) => Look(path, wantsNumber: true, out _, cancellationToken);

    /// <summary>The line from which on the file is no JSON, or null when it is.</summary>
    public static long? BrokenLine(string path, CancellationToken cancellationToken)
    {
        Look(path, wantsNumber: false, out var broken, cancellationToken);
        return broken;
    }

    static (string Number, long Line)? Look(string path, bool wantsNumber, out long? broken, CancellationToken cancellationToken)
    {
        broken = null;
        using var stream = TextInput.OpenRaw(path);
        var buffer = new byte[1 << 18];
        var (count, line, state) = (0, 1L, new JsonReaderState(new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = 512 }));
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var read = stream.ReadAtLeast(buffer.AsSpan(count), buffer.Length - count, throwOnEndOfStream: false);
                var isLast = read < buffer.Length - count;
                count += read;
                var start = line == 1 && FileEncoding.Mark(buffer.AsSpan(0, count)) is { Name: FileEncoding.Utf8, Length: var mark } ? mark : 0;
                var reader = new Utf8JsonReader(buffer.AsSpan(start, count - start), isLast, state);
                while (reader.Read())
                {
                    if (wantsNumber && reader.TokenType == JsonTokenType.Number && IsChanged(reader.ValueSpan))
                        return (Encoding.ASCII.GetString(reader.ValueSpan), line + buffer.AsSpan(start, (int)reader.TokenStartIndex).Count((byte)'\n'));
                }
                if (isLast) return null;
                var done = start + (int)reader.BytesConsumed;
                line += buffer.AsSpan(0, done).Count((byte)'\n');
                state = reader.CurrentState;
                Buffer.BlockCopy(buffer, done, buffer, 0, count -= done);
                if (count > buffer.Length / 2) Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
        catch (JsonException fault)
        {
            broken = (fault.LineNumber ?? 0) + 1;
            return null;
        }
    }

    static bool IsChanged(ReadOnlySpan<byte> number)
    {
        if (number.Length <= 15) return false;
        var text = Encoding.ASCII.GetString(number);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) return false;
        var kept = double.Parse(text, CultureInfo.InvariantCulture);
        if (BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return !double.IsFinite(kept) || new BigInteger(kept) != whole;
        return !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            || !decimal.TryParse(kept.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var shown) || shown != exact;
    }
}
