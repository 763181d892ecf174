using Koppel.Sandbox.Salesforce.Schema;

namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>Values of a query as a field holds them.</summary>
internal static class Operand
{
    /// <summary>The value; null for null, the empty text (there is none) and nothing else.</summary>
    /// <param name="scope">The query.</param>
    /// <param name="field">What it is compared with.</param>
    /// <param name="at">Where the comparison is written.</param>
    /// <param name="literal">What is written.</param>
    public static object? Of(Scope scope, OrgField field, int at, Literal literal)
    {
        if (literal.Kind == LiteralKind.Null) return field.Type == FieldType.Boolean ? false : null;
        if (field.IsReference)
        {
            if (literal.Kind != LiteralKind.Text) throw WrongType(scope, field, at);
            var text = (string)literal.Value!;
            return text.Length == 0 ? null
                : scope.Org.Parse(text) ?? throw scope.At(at, SoqlCodes.InvalidFilter, "invalid ID field: " + text);
        }

        var fits = field.Type switch
        {
            FieldType.Boolean => literal.Kind == LiteralKind.Boolean,
            FieldType.Date => literal.Kind == LiteralKind.Date,
            FieldType.DateTime => literal.Kind == LiteralKind.DateTime,
            FieldType.Time => literal.Kind == LiteralKind.Time,
            _ when field.IsNumber => literal.Kind == LiteralKind.Number,
            _ => literal.Kind == LiteralKind.Text,
        };
        if (!fits) throw WrongType(scope, field, at);
        return literal.Value is string { Length: 0 } ? null : literal.Value;
    }

    static SoqlFault WrongType(Scope scope, OrgField field, int at)
    {
        var isQuoted = field.IsText || field.IsReference;
        var type = field.Type switch
        {
            FieldType.DateTime => "dateTime",
            _ when isQuoted => "string",
            FieldType.Int => "int",
            _ when field.IsNumber => "double",
            _ => field.Type.ToString().ToLowerInvariant(),
        };
        return scope.At(at, SoqlCodes.InvalidField, $"value of filter criterion for field '{field.Name}' must be of type {type} and should "
            + (isQuoted ? "be enclosed in quotes" : "not be enclosed in quotes"));
    }
}
