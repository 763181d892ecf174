using System.Security.Cryptography;

namespace Koppel.Engine.Plans;

/// <summary>A file as a plan names it.</summary>
internal static class SourceFile
{
    /// <summary>It as it is now; without a digest when it is not there any more.</summary>
    public static PlannedSource Of(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return new PlannedSource(path, file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new PlannedSource(path, 0, "");
        }
    }
}
