using System.Security.Cryptography;
using System.Text;

namespace Koppel.Engine.Configuration.Editing;

/// <summary>The file of a configuration as bytes: read, marked, and replaced as a whole or not at all.</summary>
/// <param name="path">The file.</param>
sealed class ConfigurationBytes(string path)
{
    const int Largest = 4 * 1_048_576;

    static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Its name in messages.</summary>
    public string Name => Path.GetFileName(path);

    /// <summary>What is in it; null when there is no file.</summary>
    /// <exception cref="ConfigurationException">It cannot be read.</exception>
    public byte[]? Read()
    {
        try
        {
            if (!File.Exists(path)) return null;
            return new FileInfo(path).Length <= Largest ? File.ReadAllBytes(path)
                : throw Fault($"{Name} is larger than {Largest / 1_048_576} MB: this is no configuration.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Fault($"{path} cannot be read: {fault.Message}");
        }
    }

    /// <summary>Bytes as text; the mark at the beginning, which some editors write, is no part of it.</summary>
    /// <exception cref="ConfigurationException">It is not UTF-8.</exception>
    public string Decode(byte[] bytes, out bool hasMark)
    {
        hasMark = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble);
        try
        {
            return s_strict.GetString(bytes, hasMark ? Encoding.UTF8.Preamble.Length : 0, bytes.Length - (hasMark ? 3 : 0));
        }
        catch (DecoderFallbackException)
        {
            throw Fault($"{Name} is not UTF-8, so that nothing can be written into it. Save it as UTF-8 in the editor.");
        }
    }

    /// <summary>Text as bytes.</summary>
    public static byte[] Encode(string text, bool hasMark) => [.. hasMark ? Encoding.UTF8.Preamble : [], .. s_strict.GetBytes(text)];

    /// <summary>What tells these bytes from others; for no file it is a word.</summary>
    public static string Mark(byte[]? bytes) => bytes is null ? "none" : Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16));

    /// <summary>Puts new bytes in the place of those that were read.</summary>
    /// <param name="seen">What was read.</param>
    /// <param name="bytes">What is to be there.</param>
    /// <exception cref="ConfigurationChangedException">The file is not as it was read any more.</exception>
    /// <exception cref="ConfigurationException">It cannot be written.</exception>
    public void Replace(byte[]? seen, byte[] bytes)
    {
        // What a link points at is written, and the link stays one.
        var target = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(target))!, $".{Guid.NewGuid():N}.part");
        try
        {
            using (var file = new FileStream(beside, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }
            if (seen is not null && !OperatingSystem.IsWindows()) File.SetUnixFileMode(beside, File.GetUnixFileMode(target));
            if (Mark(Read()) != Mark(seen)) throw new ConfigurationChangedException(Name);
            File.Move(beside, target, overwrite: seen is not null);
        }
        catch (IOException) when (seen is null && File.Exists(target))
        {
            throw new ConfigurationChangedException(Name);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Fault($"{path} cannot be written: {fault.Message} It is as it was.");
        }
        finally
        {
            File.Delete(beside); // There is none where it took its place.
        }
    }

    static ConfigurationException Fault(string message) => new([message]);
}
