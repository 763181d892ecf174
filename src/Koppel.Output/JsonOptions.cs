using System.Text.Encodings.Web;
using System.Text.Json;

namespace Koppel.Output;

/// <summary>How JSON is written.</summary>
public static class JsonOptions
{
    /// <summary>Letters stay letters; only what JSON itself needs is escaped.</summary>
    public static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
