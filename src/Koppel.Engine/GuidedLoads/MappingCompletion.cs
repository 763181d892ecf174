using Koppel.Engine.Hosting;

namespace Koppel.Engine.GuidedLoads;

/// <summary>Adds to a mapping what the account knows of the fields that it names.</summary>
public static class MappingCompletion
{
    /// <summary>Completes it. It takes a call where the fields were not read within a minute.</summary>
    /// <param name="session">Asks for the fields.</param>
    /// <param name="mapping">The mapping.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="MappingFaultException">The account has no such field.</exception>
    public static async Task<LoadMapping> CompleteAsync(Session session, LoadMapping mapping, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(mapping);
        if (mapping.Columns.All(c => c.Use != ColumnUse.Field)) return mapping;
        var fields = await new TargetNamesReader(session).FieldsAsync(mapping.Connection, cancellationToken);
        return mapping with { Columns = [.. mapping.Columns.Select(c => c.Use == ColumnUse.Field ? Complete(c) : c)] };

        MappedColumn Complete(MappedColumn column)
        {
            var field = fields.FirstOrDefault(f => f.Name.Equals(column.Target, StringComparison.OrdinalIgnoreCase));
            return field is not null ? column with { Target = field.Name, TakesSeveral = field.TakesSeveral }
                : string.IsNullOrWhiteSpace(column.Target) ? column : throw new MappingFaultException(
                    $"{mapping.Connection} has no field '{column.Target}'. It has: {string.Join(", ", fields.Select(f => f.Name))}.",
                    "no-field");
        }
    }
}
