using Koppel.Sandbox.Salesforce.Schema;

namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>Values of expressions for rows.</summary>
internal static class RowValues
{
    /// <summary>The functions that make one value of many rows.</summary>
    public static bool IsAggregate(Expression value) => value is Call { Name: "COUNT" or "COUNT_DISTINCT" or "SUM" or "AVG" or "MIN" or "MAX" };

    public static Bound<int> Bind(Scope scope, Expression value) => value switch
    {
        PathExpression path => scope.Resolve(path.Path) is var source ? new(source.Field, source.Get) : null!,
        Call call when IsAggregate(call) => throw scope.At(call.Position, SoqlCodes.Malformed, "unexpected token: '" + call.Name + "'"),
        Call call => Function(scope, call),
        _ => throw new InvalidOperationException($"{value} is no expression."),
    };

    static Bound<int> Function(Scope scope, Call call)
    {
        var inner = Bind(scope, call.Argument!);
        if (call.Name == "TOLABEL" && inner.Field.IsText) return inner;
        if (call.Name == "CONVERTTIMEZONE" && inner.Field.Type == FieldType.DateTime)
            return inner with { Get = row => inner.Get(row) is DateTime moment ? UserTime.Of(moment) : null };
        if (call.Name == "FORMAT" && (inner.Field.IsNumber || inner.Field.Type is FieldType.Date or FieldType.DateTime or FieldType.Time))
            return new(FieldKinds.Text(inner.Field.Name, inner.Field.Label, 255), row => Text(inner.Field, inner.Get(row)));
        if (DateParts.Of(call.Name) is { } part && inner.Field.Type is (FieldType.Date or FieldType.DateTime))
            return new(DateParts.FieldOf(call.Name), row => Part(part, inner.Get(row)));
        throw scope.At(call.Position, SoqlCodes.Malformed, $"The function {call.Name} cannot be used with the field {inner.Field.Name}");
    }

    static object? Part(Func<DateTime, object> part, object? value) => value switch
    {
        DateTime moment => part(moment),
        DateOnly date => part(date.ToDateTime(default, DateTimeKind.Utc)),
        _ => null,
    };

    // The user's locale is that of the United States.
    static string? Text(OrgField field, object? value) => value switch
    {
        decimal number => number.ToString("#,##0." + new string(field.Type == FieldType.Currency ? '0' : '#', Math.Max(field.Scale, 0)),
            System.Globalization.CultureInfo.InvariantCulture).TrimEnd('.'),
        DateOnly date => date.ToString("M/d/yyyy", System.Globalization.CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("M/d/yyyy, h:mm tt", System.Globalization.CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("h:mm tt", System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };
}
