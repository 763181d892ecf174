using System.Text.Json;
using System.Text.Json.Serialization;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Plans;

/// <summary>A note in a plan file: its sentence, or with a code an object.</summary>
internal sealed class NoteConverter : JsonConverter<Note>
{
    public override Note? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return new Note(reader.GetString()!);
        using var told = JsonDocument.ParseValue(ref reader);
        var values = told.RootElement.GetProperty("values").EnumerateObject().Select(v => (v.Name, v.Value.GetString()!));
        return new Note(told.RootElement.GetProperty("text").GetString()!, told.RootElement.GetProperty("code").GetString()!, [.. values]);
    }

    public override void Write(Utf8JsonWriter writer, Note value, JsonSerializerOptions options)
    {
        if (value.Code.Length == 0)
        {
            writer.WriteStringValue(value.Text);
            return;
        }
        writer.WriteStartObject();
        writer.WriteString("text", value.Text);
        writer.WriteString("code", value.Code);
        writer.WriteStartObject("values");
        foreach (var (name, said) in value.Values) writer.WriteString(name, said);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
