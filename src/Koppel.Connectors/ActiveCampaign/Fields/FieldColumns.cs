using System.Globalization;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Fields;

/// <summary>
/// The columns of a table's custom fields. A column is called as its field. Where that name is a column of the table already, or that of a
/// field with a smaller id, the field's id stands behind it: <c>EMAIL_7</c>. So a field that is added later never takes the name of
/// another.
/// </summary>
internal sealed class FieldColumns
{
    readonly Dictionary<string, CustomField> _fields = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names the fields.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="taken">The names that are the table's own.</param>
    /// <param name="canBeEmptied">A value that is no text can be taken away.</param>
    public FieldColumns(IEnumerable<CustomField> fields, IEnumerable<string> taken, bool canBeEmptied = false)
    {
        var names = new HashSet<string>(taken, StringComparer.OrdinalIgnoreCase);
        var columns = new List<Column>();
        foreach (var field in fields.OrderBy(f => f.Id))
        {
            var name = field.Name;
            for (var i = 0; name.Length == 0 || !names.Add(name); i++)
                name = string.Create(
                    CultureInfo.InvariantCulture, $"{(field.Name.Length == 0 ? "FIELD" : field.Name)}_{field.Id}{(i == 0 ? "" : $"_{i}")}");
            _fields.Add(name, field with { Name = name });
            columns.Add(
                new Column(name, field.Type) { Description = Describe(field), Choices = [.. field.Options.Select(o => o.Value)],
                    CanBeEmptied =
                        canBeEmptied && field.Kind is (FieldKind.Date or FieldKind.Instant or FieldKind.Number or FieldKind.Money) });
        }
        Columns = columns;
    }

    /// <summary>The columns, in the order of the fields' ids.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The field of a column, or null.</summary>
    public CustomField? Find(string column) => _fields.GetValueOrDefault(column);

    static string Describe(CustomField field) => field.Options.Count == 0 ? field.Title
        : $"{field.Title}: {string.Join(", ", field.Options.Take(10).Select(o => o.Value))}{(field.Options.Count > 10 ? ", …" : "")}";
}
