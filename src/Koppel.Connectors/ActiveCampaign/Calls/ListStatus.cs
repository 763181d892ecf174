namespace Koppel.Connectors.ActiveCampaign.Calls;

/// <summary>
/// How a contact stands to a list. Sources contradict each other about 0 and 3; ActiveCampaign's own staff say unconfirmed and bounced, and
/// so does its v1 interface.
/// </summary>
internal enum ListStatus
{
    /// <summary>It was asked to confirm, and has not.</summary>
    Unconfirmed,

    /// <summary>It gets what is sent to the list.</summary>
    Active,

    /// <summary>It left.</summary>
    Unsubscribed,

    /// <summary>Mails to it came back.</summary>
    Bounced,
}

/// <summary>The words of a <see cref="ListStatus"/>.</summary>
internal static class ListStatusWords
{
    /// <summary>All of them, in the order of the API's numbers.</summary>
    public static readonly string[] All = ["unconfirmed", "active", "unsubscribed", "bounced"];

    /// <summary>The status as a word.</summary>
    public static string ToWord(this ListStatus status) => All[(int)status];

    /// <summary>The status of a word without regard to case, or null.</summary>
    public static ListStatus? Of(string word) =>
        Array.FindIndex(All, w => w.Equals(word.Trim(), StringComparison.OrdinalIgnoreCase)) is >= 0 and var at ? (ListStatus)at : null;
}
