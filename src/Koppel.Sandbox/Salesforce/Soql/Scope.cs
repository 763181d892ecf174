using Koppel.Sandbox.Salesforce.Schema;
using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>Finds what the names of a query stand for.</summary>
/// <param name="Table">What the query is about.</param>
/// <param name="Text">The query as written.</param>
/// <param name="Alias">Its other name there; null for none.</param>
/// <param name="WithDeleted">Whether records in the recycle bin are seen.</param>
internal sealed record Scope(RecordTable Table, string Text, string? Alias, bool WithDeleted)
{
    const int MostSteps = 5;

    public OrgData Org => Table.Org;

    public SoqlFault At(int position, string code, string text) => SoqlFault.At(Text, position, code, text);

    /// <summary>Whether a row of the query's object is seen.</summary>
    public bool Sees(int row) => Table.LifeOf(row) is Life.Live || (WithDeleted && Table.LifeOf(row) == Life.Deleted);

    public Source Resolve(FieldPath path)
    {
        var names = IsOwn(path) ? path.Steps.Skip(1).ToArray() : [.. path.Steps];
        if (names.Length - 1 > MostSteps)
            throw At(path.Position, SoqlCodes.Malformed, $"A path goes over at most {MostSteps} relationships: {path}");
        var (table, hop, steps) = (Table, (Func<int, int>)(row => row), new List<Step>());
        foreach (var name in names[..^1])
        {
            var lookup = table.Type.Fields.FirstOrDefault(field => name.Equals(field.RelationshipName, StringComparison.OrdinalIgnoreCase));
            if (lookup is null || lookup.ReferenceTo.Count == 0 || !Org.Access.Sees(table.Type, lookup)) throw NoRelationship(path, name);
            var (column, before, isPolymorphic) = (table[lookup.Name], hop, lookup.IsPolymorphic);
            var step = new Step(lookup.RelationshipName!, isPolymorphic, row => before(row) is >= 0 and var at ? Target(column, at) : null);
            steps.Add(step);
            if (isPolymorphic) return Common(path, names, steps);
            hop = row => step.Target(row)?.Row ?? -1;
            table = Org.Table(lookup.ReferenceTo[0]);
        }

        var place = table.Type.PlaceOf(names[^1]);
        if (place < 0 || !Org.Access.Sees(table.Type, table.Type.Fields[place])) throw NoField(path, names[^1], table.Type.Name);
        var (end, way) = (table[place], hop);
        return new(end.Field, steps, steps.Count == 0 ? row => end[row] : row => way(row) is >= 0 and var at ? end[at] : Absent(end.Field))
        {
            Direct = (end, way),
        };
    }

    public SoqlFault NoField(FieldPath path, string name, string entity) => At(path.Position, SoqlCodes.InvalidField,
        $"No such column '{name}' on entity '{entity}'. If you are attempting to use a custom field, be sure to append the '__c' after "
        + "the custom field name. Please reference your WSDL or the describe call for the appropriate names.");

    // The first name may be that of the object itself.
    bool IsOwn(FieldPath path) => path.Steps.Count > 1
        && (path.Steps[0].Equals(Alias, StringComparison.OrdinalIgnoreCase)
            || (path.Steps[0].Equals(Table.Type.Name, StringComparison.OrdinalIgnoreCase)
                && !Table.Type.Fields.Any(field => path.Steps[0].Equals(field.RelationshipName, StringComparison.OrdinalIgnoreCase))));

    (RecordTable, int)? Target(Column lookup, int row) =>
        lookup[row] is RecordId id && Org.Find(id) is var (table, at) && (WithDeleted || table.LifeOf(at) == Life.Live) ? (table, at)
            : null;

    Source Common(FieldPath path, string[] names, List<Step> steps)
    {
        var (rest, target) = (names[steps.Count..], steps[^1].Target);
        if (rest.Length > 1) throw NoRelationship(path, rest[0]);
        if (Org.Schema.Find("Name")!.Field(rest[0]) is not { } field) throw NoField(path, rest[0], "Name");
        return new(field, steps, row => target(row) is var (table, at) ? Common(field.Name, table, at) : null);
    }

    static object? Common(string name, RecordTable table, int row) => name switch
    {
        "Type" => table.Type.Name,
        "Name" => table.Type.NameField is { } field ? table.Get(row, field.Name) : null,
        _ => table.Type.Field(name) is { } field ? table.Get(row, field.Name) : null,
    };

    // A boolean is never null, not even that of a record that is not there.
    static object? Absent(OrgField field) => field.Type == FieldType.Boolean ? BooleanColumn.False : null;

    SoqlFault NoRelationship(FieldPath path, string name) => At(path.Position, SoqlCodes.InvalidField,
        $"Didn't understand relationship '{name}' in field path. If you are attempting to use a custom relationship, be sure to append the "
        + "'__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.");
}
