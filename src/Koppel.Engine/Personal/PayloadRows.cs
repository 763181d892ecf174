using System.Text.Json;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Personal;

/// <summary>Whose rows a load carries.</summary>
/// <param name="Connection">The target's connection.</param>
/// <param name="Table">The target's name as its system writes it.</param>
/// <param name="Columns">The columns of the values.</param>
internal sealed record LoadOf(string? Connection, string? Table, IReadOnlyList<string> Columns);

/// <summary>How much of something is a person's.</summary>
internal enum Share
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A text in it names him; the rest is somebody else's.</summary>
    Mentioned,

    /// <summary>All of it.</summary>
    His,
}

/// <summary>
/// Finds a person in what calls carry. It is made of parts, each with the rows of the load that it comes from (see
/// <see cref="JournalRows"/>): a part is about one record of the target, so it is a person's as a whole, or not at all.
/// </summary>
internal sealed class PayloadRows(Person person, PersonIds ids)
{
    /// <summary>The parts of what a call carries; it itself where it is one.</summary>
    public static IEnumerable<JsonElement> Parts(JsonElement content) => content.ValueKind != JsonValueKind.Object ? []
        : IsPart(content) ? [content]
        : content.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Array).SelectMany(p => p.Value.EnumerateArray())
            .Where(IsPart);

    /// <summary>Whether something is a part.</summary>
    public static bool IsPart(JsonElement element) => element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty("rows", out var rows) && rows.ValueKind == JsonValueKind.Array;

    /// <summary>How many rows of the load a part has.</summary>
    public static int RowsOf(JsonElement part) => part.GetProperty("rows").GetArrayLength();

    /// <summary>How much of a part is his.</summary>
    /// <param name="part">The part.</param>
    /// <param name="load">The load.</param>
    /// <param name="byId">Whether only a number names him.</param>
    public Share ShareOf(JsonElement part, LoadOf load, out bool byId)
    {
        var share = ShareOf(part);
        if (share == Share.Mentioned
            && Values(part, load).Any(v => PersonIds.IsAddress(v.Column) && v.Value is { } text && person.IsIn(text)))
            share = Share.His;
        byId = share == Share.None && Values(part, load).Any(v => ids.Has(load.Connection, load.Table, v.Column, v.Value));
        return byId ? Share.His : share;
    }

    /// <summary>How much of any JSON is his, by the address alone.</summary>
    public Share ShareOf(JsonElement element)
    {
        var share = Share.None;
        foreach (var (name, text) in Texts(element, ""))
        {
            if (!person.IsIn(text)) continue;
            if (person.Is(text) || PersonIds.IsAddress(name)) return Share.His; // Whatever else stands where an address should.
            share = Share.Mentioned;
        }
        return share;
    }

    /// <summary>
    /// Learns by which numbers systems know him, from a part in which his address stands as such; false where it does not.
    /// </summary>
    public bool Learn(JsonElement part, LoadOf load)
    {
        var values = Values(part, load).ToList();
        if (!values.Any(v => PersonIds.IsAddress(v.Column) && person.Is(v.Value))
            && !Texts(part, "").Any(t => PersonIds.IsAddress(t.Name) && person.Is(t.Text))) return false;
        foreach (var (column, value) in values) ids.Learn(load.Connection, load.Table, column, value);
        return true;
    }

    /// <summary>The values of a part by column, and the key of its record.</summary>
    static IEnumerable<(string Column, string? Value)> Values(JsonElement part, LoadOf load)
    {
        foreach (var row in part.GetProperty("rows").EnumerateArray())
            foreach (var name in (string[])["values", "old", "after"])
            {
                if (!row.TryGetProperty(name, out var values) || values.ValueKind != JsonValueKind.Array) continue;
                var at = 0;
                foreach (var value in values.EnumerateArray())
                    if (at < load.Columns.Count) yield return (load.Columns[at++], value.GetString());
            }
        foreach (var name in (string[])["key", "id"])
            if (part.TryGetProperty(name, out var key) && key.ValueKind is JsonValueKind.Number or JsonValueKind.String)
                yield return ("id", key.ToString());
    }

    /// <summary>All texts in it, names of properties too, each with the property that it is the value of.</summary>
    static IEnumerable<(string Name, string Text)> Texts(JsonElement element, string name)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                yield return (name, element.GetString()!);
                break;
            case JsonValueKind.Array:
                foreach (var text in element.EnumerateArray().SelectMany(e => Texts(e, name))) yield return text;
                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    yield return ("", property.Name);
                    foreach (var text in Texts(property.Value, property.Name)) yield return text;
                }
                break;
        }
    }
}
