namespace Koppel.Sandbox.ActiveCampaign.Records;

/// <summary>How a value of a column is kept and shown.</summary>
internal enum Kind
{
    /// <summary>A text, or null.</summary>
    Text,

    /// <summary>A whole number that rows show as text: <c>"20"</c>.</summary>
    Number,

    /// <summary><c>"0"</c> or <c>"1"</c>; a boolean that was sent comes back as 0 or 1.</summary>
    Flag,

    /// <summary>A true whole number, as the newer services of the API give it.</summary>
    Real,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Bool,

    /// <summary>The id of another row, shown as text, or null.</summary>
    Reference,

    /// <summary>Anything, kept and shown as it was sent: a list, a map, a number with decimals.</summary>
    Json,

    /// <summary><c>2020-05-24T05:16:47-05:00</c>, US Central time.</summary>
    Moment,

    /// <summary><c>2020-05-24 05:16:47</c>, US Central time with nothing to say so.</summary>
    Stamp,

    /// <summary><c>2020-05-24T10:16:47+00:00</c>, UTC.</summary>
    Utc,

    /// <summary>The row's own id, as text.</summary>
    Id,

    /// <summary>The addresses of the row's relations.</summary>
    Links,
}
