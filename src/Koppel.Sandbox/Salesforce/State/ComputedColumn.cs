using System.Globalization;
using Koppel.Sandbox.Salesforce.Schema;

namespace Koppel.Sandbox.Salesforce.State;

/// <summary>A column whose values are made of others when they are asked for.</summary>
internal sealed class ComputedColumn(OrgField field, RecordTable table, Func<int, object?> value) : Column(field)
{
    static readonly Dictionary<string, string> Forecasts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Best Case"] = "BestCase", ["Commit"] = "Forecast", ["Pipeline"] = "Pipeline", ["Omitted"] = "Omitted", ["Closed"] = "Closed",
    };

    public override object? this[int row]
    {
        get => value(row);
        set => throw new InvalidOperationException($"{Field.Name} is made of other fields and cannot be written.");
    }

    public override void WriteCsv(Utf8Text text, int row)
    {
        if (Field.Type == FieldType.Id) table.Org.Ids.Write(text, table.IdOf(row));
        else CellText.Write(text, value(row), Field.Type == FieldType.Int, table.Org.Ids);
    }

    /// <summary>The column of a field that nobody writes; null for one that is written.</summary>
    public static Column? For(OrgField field, RecordTable table)
    {
        Func<int, object?>? value = field switch
        {
            { Type: FieldType.Id } => row => table.IdOf(row),
            { Name: "IsDeleted" } => row => table.LifeOf(row) == Life.Live ? BooleanColumn.False : BooleanColumn.True,
            _ => Of(field, table),
        };
        return value is null ? null : new ComputedColumn(field, table, value);
    }

    static Func<int, object?>? Of(OrgField field, RecordTable table) => field.Computed switch
    {
        Computation.None => null,
        Computation.PersonName => row => PersonName(table, row),
        Computation.Compound => Compounds.Of(field, table),
        Computation.PhotoUrl => row => "/services/images/photo/" + table.IdTextOf(row),
        Computation.FromParent => row => FromParent(field, table, row),
        Computation.IsClosed => row => (table.Get(row, table.Type.Name == "Opportunity" ? "StageName" : "Status") as string)
            is "Closed" or "Completed" or "Closed Won" or "Closed Lost",
        Computation.IsWon => row => table.Get(row, "StageName") is "Closed Won",
        Computation.ExpectedRevenue => row => table.Get(row, "Amount") is decimal amount && table.Get(row, "Probability") is decimal percent
            ? Math.Round(amount * percent / 100, 2, MidpointRounding.AwayFromZero) : null,
        Computation.ForecastCategory => row =>
            Forecasts.GetValueOrDefault(table.Get(row, "ForecastCategoryName") as string ?? "", "Pipeline"),
        Computation.FiscalYear => row => Closing(table, row) is { } date ? (decimal)date.Year : null,
        Computation.FiscalQuarter => row => Closing(table, row) is { } date ? (decimal)QuarterOf(date) : null,
        Computation.Fiscal => row => Closing(table, row) is { } date
            ? string.Create(CultureInfo.InvariantCulture, $"{date.Year} {QuarterOf(date)}") : null,
        Computation.RevenuePerEmployee => row => table.Get(row, "AnnualRevenue") is decimal revenue
            && table.Get(row, "NumberOfEmployees") is decimal and not 0 and var heads
                ? Math.Round(revenue / heads, 2, MidpointRounding.AwayFromZero) : null,
        Computation.RatingMark => row => Parent(table, row, "Account__c") is var (account, at) && account.Get(at, "Rating") is string rating
            ? (rating == "Hot" ? "★ " : "") + rating : null,
        _ => throw new InvalidOperationException($"{field.Computed} of {field.Name} is not computed by anything."),
    };

    static string? PersonName(RecordTable table, int row) => (table.Get(row, "FirstName") as string, table.Get(row, "LastName") as string)
        is var (first, last) && first is null ? last : $"{first} {last}";

    static DateOnly? Closing(RecordTable table, int row) => table.Get(row, "CloseDate") as DateOnly?;

    static int QuarterOf(DateOnly date) => (date.Month + 2) / 3;

    static object? FromParent(OrgField field, RecordTable table, int row)
    {
        foreach (var path in field.From!.Split(' '))
        {
            var dot = path.IndexOf('.', StringComparison.Ordinal);
            if (Parent(table, row, path[..dot] + "Id") is var (parent, at)) return parent.Get(at, path[(dot + 1)..]);
        }

        return null;
    }

    static (RecordTable Table, int Row)? Parent(RecordTable table, int row, string lookup) =>
        table.Get(row, lookup) is RecordId id && table.Org.Find(id) is { } found ? found : null;
}
