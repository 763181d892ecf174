using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>Hashes of what segments and conditions say: a change of the logic shows in them.</summary>
internal static class SegmentHash
{
    public static string Of(SegmentDefinition segment) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(segment)));

    [SuppressMessage("Security", "CA5350", Justification = "The API tells SHA-1 here; nothing is kept safe by it.")]
    public static string Of(ConditionDefinition condition, bool counted) =>
        Convert.ToHexStringLower(
            SHA1.HashData(
                JsonSerializer.SerializeToUtf8Bytes(counted ? condition with { Id = "" } : condition with { Id = "", Aggregate = null })));

    /// <summary>An id such as <c>1ab85f0e-3b5c-4a35-bc07-242c68a7d195</c>, the same for every run with the same clock.</summary>
    public static string Id(string seed) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(seed)).AsSpan(0, 16)).ToString();
}
