namespace Koppel.Engine.GuidedLoads;

/// <summary>What the values of a column look like.</summary>
public enum ColumnLook
{
    /// <summary>Nothing in particular.</summary>
    Text,

    /// <summary>Addresses of mail.</summary>
    Email,

    /// <summary>A few short texts, again and again, one a cell.</summary>
    Tag,

    /// <summary>A few short texts, again and again, several in a cell.</summary>
    Tags,

    /// <summary>Names of people.</summary>
    Name,

    /// <summary>Numbers of phones.</summary>
    Phone,

    /// <summary>Days, or days with a time.</summary>
    Date,

    /// <summary>Yes or no, in one of the ways in which people write it.</summary>
    YesNo,

    /// <summary>Numbers.</summary>
    Number,
}
