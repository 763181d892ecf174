using Koppel.Sandbox.Salesforce.Schema;
using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>
/// Conditions as tests of rows or groups. Nothing is unknown: what is null is different from every value, and less or greater than none.
/// </summary>
/// <param name="scope">The query.</param>
/// <param name="bind">Finds the values of an expression.</param>
/// <param name="nested">Finds the values of another query.</param>
internal sealed class Predicates<TRow>(Scope scope, Func<Expression, Bound<TRow>> bind, Func<Query, HashSet<object>> nested)
{
    public Func<TRow, bool> Of(Condition condition) => condition switch
    {
        AllOf all => Every([.. all.Parts.Select(Of)]),
        AnyOf any => Some([.. any.Parts.Select(Of)]),
        NotOf not => Of(not.Inner) is var inner ? row => !inner(row) : null!,
        Comparison comparison => Compared(comparison, Filterable(comparison.Value)),
        ListComparison list => Listed(list, Filterable(list.Value)),
        QueryComparison query => Found(query, Filterable(query.Value)),
        _ => throw new InvalidOperationException($"{condition} is no condition."),
    };

    static Func<TRow, bool> Every(Func<TRow, bool>[] tests) => row =>
    {
        foreach (var test in tests)
        {
            if (!test(row)) return false;
        }

        return true;
    };

    static Func<TRow, bool> Some(Func<TRow, bool>[] tests) => row =>
    {
        foreach (var test in tests)
        {
            if (test(row)) return true;
        }

        return false;
    };

    Bound<TRow> Filterable(Expression value)
    {
        var bound = bind(value);
        return bound.Field.Uses.HasFlag(Uses.Filter) && !bound.Field.IsCompound
            ? bound
            : throw scope.At(value.Position, SoqlCodes.InvalidField, $"field '{bound.Field.Name}' can not be filtered in a query call");
    }

    Func<TRow, bool> Compared(Comparison comparison, Bound<TRow> left)
    {
        var (get, field, at) = (left.Get, left.Field, comparison.Value.Position);
        if (comparison.With.Kind == LiteralKind.Relative) return Relative(comparison, left);
        if (comparison.Operator == "LIKE") return Like(comparison, left);
        var value = Operand.Of(scope, field, at, comparison.With);
        if (comparison.Operator is "=" or "!=")
        {
            var isNot = comparison.Operator == "!=";
            if (value is null) return row => get(row) is null == !isNot;
            if (field.Type == FieldType.MultiPicklist)
                return Choices.Of((string)value) is var set ? row => (get(row) is string text && Choices.Of(text).SetEquals(set)) != isNot : null!;
            var same = ValueOrder.Same(field.CaseSensitive);
            return row => same.Equals(get(row), value) != isNot;
        }

        if (field.Type is FieldType.Boolean or FieldType.MultiPicklist) throw Operator(field, at);
        return value is null ? _ => false : Ordered(left, comparison.Operator, value, comparison.With);
    }

    Func<TRow, bool> Ordered(Bound<TRow> left, string sign, object value, Literal written)
    {
        var (get, isCaseSensitive) = (left.Get, left.Field.CaseSensitive);
        if (value is RecordId { Table: 0 })
        {
            // An id of no record of this org still stands somewhere between those that are.
            var text = IdText.Parse((string)written.Value!)!;
            return row => get(row) is RecordId id && Holds(sign, string.CompareOrdinal(scope.Org.IdTextOf(id), 0, text, 0, IdText.Short));
        }

        return row => get(row) is { } mine && Holds(sign, ValueOrder.Compare(mine, value, isCaseSensitive));
    }

    static bool Holds(string sign, int order) => sign switch { "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 };

    Func<TRow, bool> Relative(Comparison comparison, Bound<TRow> left)
    {
        var literal = comparison.With;
        var (from, to) = RelativeDates.Of(literal.Token.Text, literal.Count, DateOnly.FromDateTime(UserTime.Of(scope.Org.Now)));
        Func<TRow, DateOnly?> day = left.Field.Type switch
        {
            FieldType.Date => row => left.Get(row) as DateOnly?,
            FieldType.DateTime => row => left.Get(row) is DateTime moment ? DateOnly.FromDateTime(UserTime.Of(moment)) : null,
            _ => throw scope.At(comparison.Value.Position, SoqlCodes.InvalidField,
                $"value of filter criterion for field '{left.Field.Name}' must not be the date {literal.Token.Text}"),
        };
        return comparison.Operator switch
        {
            "=" => row => day(row) is { } mine && mine >= from && mine < to,
            "!=" => row => day(row) is not { } mine || mine < from || mine >= to,
            "<" => row => day(row) < from,
            "<=" => row => day(row) < to,
            ">" => row => day(row) >= to,
            ">=" => row => day(row) >= from,
            _ => throw Operator(left.Field, comparison.Value.Position),
        };
    }

    Func<TRow, bool> Like(Comparison comparison, Bound<TRow> left)
    {
        if (!left.Field.IsText || left.Field.Type == FieldType.MultiPicklist) throw Operator(left.Field, comparison.Value.Position);
        if (Operand.Of(scope, left.Field, comparison.Value.Position, comparison.With) is not string text)
            return row => left.Get(row) is null;
        var pattern = new Pattern(text, left.Field.CaseSensitive);
        return row => left.Get(row) is string mine && pattern.Matches(mine);
    }

    Func<TRow, bool> Listed(ListComparison list, Bound<TRow> left)
    {
        var (get, field, at) = (left.Get, left.Field, list.Value.Position);
        if (list.Operator is "INCLUDES" or "EXCLUDES" && field.Type != FieldType.MultiPicklist) throw Operator(field, at);
        if (list.Operator is "INCLUDES" or "EXCLUDES")
        {
            HashSet<string>[] wanted = [.. list.Values.Select(one => Choices.Of(Operand.Of(scope, field, at, one) as string ?? ""))];
            return row => (get(row) is string text && Choices.Of(text) is var mine && wanted.Any(mine.IsSupersetOf)) == (list.Operator == "INCLUDES");
        }

        if (list.Values.Any(one => one.Kind == LiteralKind.Relative)) return Any(list);
        var values = new HashSet<object>(ValueOrder.Same(field.CaseSensitive));
        var hasNull = false;
        foreach (var literal in list.Values)
        {
            if (Operand.Of(scope, field, at, literal) is { } value) values.Add(value);
            else hasNull = true;
        }

        return row => (get(row) is { } mine ? values.Contains(mine) : hasNull) == (list.Operator == "IN");
    }

    // A list with relative dates is as many comparisons.
    Func<TRow, bool> Any(ListComparison list)
    {
        var any = Of(new AnyOf([.. list.Values.Select(one => new Comparison(list.Value, "=", one))]));
        return row => any(row) == (list.Operator == "IN");
    }

    Func<TRow, bool> Found(QueryComparison query, Bound<TRow> left)
    {
        var (get, values) = (left.Get, nested(query.Query));
        return row => (get(row) is { } mine && values.Contains(mine)) != query.IsNot;
    }

    SoqlFault Operator(OrgField field, int at) =>
        scope.At(at, SoqlCodes.InvalidFilter, $"invalid operator on {(field.IsReference ? "id" : field.Type.ToString().ToLowerInvariant())} field");
}
