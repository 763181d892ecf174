using Koppel.Engine.Sql;

namespace Koppel.Engine.Planning;

/// <summary>Where an output column comes from: a column of a scan, unchanged, or unknown.</summary>
/// <param name="Scan">The scan, or null when unknown.</param>
/// <param name="Column">The position of its column.</param>
/// <param name="Narrowable">Rows of the scan whose value no join partner has can be left out without changing this column's other
/// rows.</param>
/// <param name="Extended">An outer join below may have put nulls in the place of its values.</param>
internal readonly record struct Origin(ScanPlace? Scan, int Column, bool Narrowable, bool Extended = false)
{
    public static readonly Origin Unknown = new(null, 0, false);

    /// <summary>Rows of the scan may have been left out below, by more than the scan's own conditions and inner joins.</summary>
    public bool IsThinned { get; init; }

    /// <summary>It is the text of a stand-in, below the cast to its true type.</summary>
    public bool IsText { get; init; }

    /// <summary>It is the column's value in another type: it has the same values to look up, and not the same to compare.</summary>
    public bool IsConverted { get; init; }

    /// <summary>What the column is made of, where it is more than a column of a scan and made of one scan only.</summary>
    public ScanExpression? Made { get; init; }

    /// <summary>What the column is, as SQL over its scan.</summary>
    public ScanExpression? Expression => Made is { } made ? made with { IsThinned = made.IsThinned || IsThinned }
        : Scan is null ? null
        : new(Scan, SqlText.Identifier(Scan.Names[Column]), Scan.Names[Column]) { Column = Column, IsThinned = IsThinned };
}
