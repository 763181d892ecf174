namespace Koppel.Sdk.Schema;

/// <summary>How the remote system writes the values of a column, where it is not the usual way of their type.</summary>
public enum ValueForm
{
    /// <summary>
    /// Numbers as numbers, truth values as 0 and 1, lists as lists; a text is read as any of these too.
    /// </summary>
    Usual,

    /// <summary>Numbers and truth values are sent as texts: <c>"7"</c>, <c>"1"</c>.</summary>
    Quoted,

    /// <summary>Truth values are sent as <c>true</c> and <c>false</c>.</summary>
    TrueFalse,

    /// <summary>Money as a whole number of the smallest unit of its currency, which stands in <see cref="Column.Currency"/>.</summary>
    SmallestUnits,

    /// <summary>An id of which some answers say 0 and others null when there is none: both are null.</summary>
    ZeroIsNone,

    /// <summary>A list as one text with two bars around each value: <c>||a||b||</c>.</summary>
    Barred,

    /// <summary>A list as one text with commas between the values.</summary>
    Commas,
}
