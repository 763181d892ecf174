using System.Text;
using Koppel.Sandbox.Http;

namespace Koppel.Sandbox.Control.Pages;

/// <summary>A body of the log as text.</summary>
/// <param name="Text">What is kept of it; null when nothing is.</param>
/// <param name="Bytes">How long it was.</param>
/// <param name="IsWhole">Whether all of it is there.</param>
internal sealed record BodyView(string? Text, int Bytes, bool IsWhole)
{
    public static BodyView Of(KeptBody? body) =>
        body is null ? new(null, 0, false) : new(Encoding.UTF8.GetString(body.Bytes.Span), body.Length, body.IsWhole);
}
