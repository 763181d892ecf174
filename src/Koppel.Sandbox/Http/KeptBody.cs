namespace Koppel.Sandbox.Http;

/// <summary>A body as the log keeps it: whole, or its beginning.</summary>
/// <param name="Bytes">What is kept.</param>
/// <param name="Length">How long it was.</param>
internal sealed record KeptBody(ReadOnlyMemory<byte> Bytes, int Length)
{
    public bool IsWhole => Bytes.Length == Length;

    /// <summary>A copy of what may be kept of a body; null when a secret is in it.</summary>
    /// <param name="body">The body.</param>
    /// <param name="most">How many bytes are kept.</param>
    /// <param name="secret">What must not stay.</param>
    public static KeptBody? Of(ReadOnlySpan<byte> body, int most, ReadOnlySpan<byte> secret) =>
        body.IndexOf(secret) >= 0 ? null : new(body[..Math.Min(body.Length, most)].ToArray(), body.Length);
}
