using Koppel.Sandbox.Salesforce.Schema;

namespace Koppel.Sandbox.Salesforce.State;

/// <summary>Addresses and places: their parts in one value, or null when all are empty.</summary>
internal static class Compounds
{
    // The order in which an address shows its parts; those that the org has not are null.
    static readonly (string Shown, string Part)[] Parts =
    [
        ("city", "City"), ("country", "Country"), ("geocodeAccuracy", "GeocodeAccuracy"), ("latitude", "Latitude"),
        ("longitude", "Longitude"), ("postalCode", "PostalCode"), ("state", "State"), ("street", "Street"),
    ];

    public static Func<int, object?> Of(OrgField field, RecordTable table)
    {
        var stem = field.Type == FieldType.Address ? field.Name[..^"Address".Length] : field.Name[..^"c".Length];
        (string, int)[] parts = field.Type == FieldType.Address
            ? [.. Parts.Select(part => (part.Shown, table.Type.PlaceOf(stem + part.Part)))]
            : [("latitude", table.Type.PlaceOf(stem + "Latitude__s")), ("longitude", table.Type.PlaceOf(stem + "Longitude__s"))];
        return row =>
        {
            (string Name, object? Value)[] values = [.. parts.Select(part => (part.Item1, table[part.Item2][row]))];
            return values.All(one => one.Value is null) ? null : new CompoundValue(values);
        };
    }
}
