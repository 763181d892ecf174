namespace Koppel.Sandbox.Salesforce.Schema;

/// <summary>How the value of a field comes about that nobody writes.</summary>
internal enum Computation
{
    /// <summary>It is kept as written.</summary>
    None,

    /// <summary>First and last name, one after the other.</summary>
    PersonName,

    /// <summary>The parts of an address or a place, taken together.</summary>
    Compound,

    /// <summary>The path of a picture, made of the id.</summary>
    PhotoUrl,

    /// <summary>The part of a field of the record that a lookup names: <see cref="OrgField.From"/> says which.</summary>
    FromParent,

    /// <summary>Whether the stage or the status is one of those at the end.</summary>
    IsClosed,

    /// <summary>Whether the stage is that of a sale.</summary>
    IsWon,

    /// <summary>The amount by its probability.</summary>
    ExpectedRevenue,

    /// <summary>The forecast's key, made of its name.</summary>
    ForecastCategory,

    FiscalYear,

    FiscalQuarter,

    Fiscal,

    /// <summary>A formula that somebody set up: income by head.</summary>
    RevenuePerEmployee,

    /// <summary>A formula of texts: the rating with a mark for those that buy.</summary>
    RatingMark,
}
