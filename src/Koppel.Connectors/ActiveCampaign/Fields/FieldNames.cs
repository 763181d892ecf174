using Koppel.Sdk.Loading;

namespace Koppel.Connectors.ActiveCampaign.Fields;

/// <summary>
/// Finds a field by what a person calls it: its column, its personalisation tag, or its title. The first of these that fits counts.
/// </summary>
internal sealed class FieldNames
{
    readonly IReadOnlyList<CustomField> _fields;
    readonly Dictionary<string, CustomField> _byName = new(StringComparer.OrdinalIgnoreCase);

    public FieldNames(FieldColumns columns)
    {
        _fields = [.. columns.Columns.Select(c => columns.Find(c.Name)!)];
        foreach (var field in _fields) _byName.TryAdd(field.Name, field);
        foreach (var same in _fields.GroupBy(f => f.Title.Trim(), StringComparer.OrdinalIgnoreCase).Where(g => g.Count() == 1))
            _byName.TryAdd(same.Key, same.Single());
    }

    /// <summary>The fields, each under the name of its column.</summary>
    public IReadOnlyList<CustomField> All => _fields;

    /// <summary>
    /// The field of a name without regard to case, with or without the percent signs of a personalisation tag; or why it cannot be told.
    /// </summary>
    public RejectCause? Find(string name, out CustomField? field)
    {
        if (_byName.TryGetValue(name.Trim().Trim('%'), out field)) return null;
        return new RejectCause(RejectCode.FieldUnknown,
            $"There is no field named '{name.Trim()}'. There are: "
                + $"{string.Join(", ", _fields.Take(30).Select(f => f.Name))}{(_fields.Count > 30 ? ", …" : "")}.",
            "Give it the personalisation tag of a field, or its title where only one has it.");
    }
}
