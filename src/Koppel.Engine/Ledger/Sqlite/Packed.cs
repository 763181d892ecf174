using System.Buffers;
using System.IO.Compression;

namespace Koppel.Engine.Ledger.Sqlite;

/// <summary>
/// What a call carries, as it is kept: a fifth of the size, for about the processor time that writing the rest would take.
/// </summary>
internal static class Packed
{
    /// <summary>The least that packs well; more takes memory for each call, which must be cleared first.</summary>
    const int Quality = 1, Window = 16;

    /// <summary>No call carries more.</summary>
    const int Largest = 256 * 1_024 * 1_024;

    /// <summary>As it is kept.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> content)
    {
        var rented = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(content.Length));
        try
        {
            return BrotliEncoder.TryCompress(content, rented, out var written, Quality, Window) ? rented[..written]
                : throw new InvalidOperationException($"{content.Length} bytes could not be packed.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>As it was.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static byte[] Unpack(byte[] packed)
    {
        for (var size = Math.Max(1_024, packed.Length * 8); size <= Largest; size *= 2)
        {
            var rented = ArrayPool<byte>.Shared.Rent(size);
            try
            {
                if (BrotliDecoder.TryDecompress(packed, rented, out var written)) return rented[..written];
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
        throw new InvalidDataException("What a call of the ledger carries is damaged.");
    }
}
