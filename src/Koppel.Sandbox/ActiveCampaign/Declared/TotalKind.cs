namespace Koppel.Sandbox.ActiveCampaign.Declared;

/// <summary>How a list tells how many rows there are: <c>meta.total</c>.</summary>
internal enum TotalKind
{
    /// <summary>As text, as most do.</summary>
    Text,

    /// <summary>As a number.</summary>
    Number,

    /// <summary>There is a <c>meta</c> without it.</summary>
    Absent,

    /// <summary>There is no <c>meta</c>.</summary>
    NoMeta,
}
