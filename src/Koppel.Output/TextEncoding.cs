using System.Text;

namespace Koppel.Output;

/// <summary>How text is written.</summary>
public static class TextEncoding
{
    /// <summary>UTF-8 without a mark in front, which programs would take for a letter.</summary>
    public static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
}
