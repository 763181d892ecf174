namespace Koppel.Sdk.Rest.Declare;

/// <summary>
/// Where a field stands in a row: by its name; inside an object, <c>attributes.name</c>; or in a list of ids and values,
/// <c>fields[colour]</c>.
/// </summary>
internal static class FieldPath
{
    /// <summary>The list and the id of a field in a list of ids and values, or null.</summary>
    public static (string List, string Id)? InList(string field) =>
        field.IndexOf('[', StringComparison.Ordinal) is > 0 and var open && field.EndsWith(']')
            ? (field[..open], field[(open + 1)..^1])
            : null;
}
