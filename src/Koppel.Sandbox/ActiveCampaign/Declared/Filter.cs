using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Declared;

/// <summary>A condition that a list takes. Which compare in which way is fixed by the API; what it does not know, it ignores.</summary>
/// <param name="Name">How the API names it: <c>fieldid</c> for <c>filters[fieldid]</c>, or a parameter of its own.</param>
/// <param name="Test">Whether a row meets it; null for a value that is ignored.</param>
internal sealed record Filter(string Name, Func<RecordShape, string, Func<Store, IRow, bool>?> Test)
{
    /// <summary>Whether it is a parameter of its own, <c>search=</c>, and no member of <c>filters</c>.</summary>
    public bool IsParameter { get; init; }

    /// <summary>A condition that takes more than one parameter; then <see cref="Test"/> is not asked.</summary>
    public Func<QueryText, Func<Store, IRow, bool>?>? OfQuery { get; init; }

    /// <summary>Whether <c>filters[name][op]=</c> is understood too, with eq, neq, lt, lte, gt, gte, contains and starts_with.</summary>
    public bool HasOperators { get; init; }

    public static Filter Equal(string name, string? column = null) =>
        new(name, (shape, wanted) => Compare(shape, column ?? name, text => text.Equals(wanted, StringComparison.OrdinalIgnoreCase)));

    public static Filter Contains(string name, string? column = null) =>
        new(name,
            (shape, wanted) => Compare(shape, column ?? name, text => text.Contains(wanted, StringComparison.OrdinalIgnoreCase)));

    /// <summary>A condition on rows of a type of their own.</summary>
    public static Filter On<TRow>(string name, Func<TRow, string, bool> test)
        where TRow : class, IRow => new(name, (_, wanted) => (_, row) => test((TRow)row, wanted));

    /// <summary>A condition on records, which may look at other rows too.</summary>
    public static Filter OnRecord(string name, Func<Store, Record, string, bool> test) =>
        new(name, (_, wanted) => (store, row) => test(store, (Record)row, wanted));

    /// <summary>A limit for a moment: <c>created_before</c>. What is no date is ignored.</summary>
    public static Filter OfMoment(string name, Func<Record, DateTime?> read, Func<DateTime, DateTime, bool> compare) =>
        new(name, (_, wanted) =>
        CentralTime.TryRead(wanted, out var limit) ? (_, row) => read((Record)row) is { } moment && compare(moment, limit) : null);

    /// <summary>A condition that takes more than one parameter.</summary>
    public static Filter Combined(string name, Func<QueryText, Func<Store, IRow, bool>?> test) =>
        new(name, (_, _) => null) { OfQuery = test };

    public Filter AsParameter() => this with { IsParameter = true };

    public Filter WithOperators() => this with { HasOperators = true };

    /// <summary>The condition of <c>filters[name][op]=wanted</c>; null for an operator that is not known.</summary>
    public Func<Store, IRow, bool>? With(RecordShape shape, string operation, string wanted) => operation switch
    {
        "eq" => Compare(shape, Name, text => Order(text, wanted) == 0),
        "neq" => Compare(shape, Name, text => Order(text, wanted) != 0),
        "lt" => Compare(shape, Name, text => Order(text, wanted) < 0),
        "lte" => Compare(shape, Name, text => Order(text, wanted) <= 0),
        "gt" => Compare(shape, Name, text => Order(text, wanted) > 0),
        "gte" => Compare(shape, Name, text => Order(text, wanted) >= 0),
        "contains" => Compare(shape, Name, text => text.Contains(wanted, StringComparison.OrdinalIgnoreCase)),
        "starts_with" => Compare(shape, Name, text => text.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)),
        _ => null,
    };

    static int Order(string one, string other) => string.Compare(one, other, StringComparison.OrdinalIgnoreCase);

    static Func<Store, IRow, bool> Compare(RecordShape shape, string column, Func<string, bool> test)
    {
        var read = shape.Column(column);
        return (store, row) => test(ColumnText.Of(read, shape, store, row));
    }
}
