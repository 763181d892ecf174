using System.Text;

namespace Koppel.Sdk.Schema;

/// <summary>Bytes as the engine casts them to text, and reads them back: <c>a\x00\xFF</c>.</summary>
public static class BlobText
{
    /// <summary>Writes them.</summary>
    public static string Write(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var value in bytes)
        {
            if (value is >= 32 and <= 126 and not ((byte)'\\' or (byte)'\'' or (byte)'"')) text.Append((char)value);
            else text.Append("\\x").Append(value.ToString("X2", null));
        }
        return text.ToString();
    }
}
