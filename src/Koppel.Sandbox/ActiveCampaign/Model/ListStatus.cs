namespace Koppel.Sandbox.ActiveCampaign.Model;

/// <summary>How a contact stands to a list, with the API's numbers.</summary>
internal enum ListStatus : byte
{
    /// <summary>Asked, and has not confirmed.</summary>
    Unconfirmed = 0,

    /// <summary>Subscribed.</summary>
    Active = 1,

    /// <summary>Left.</summary>
    Unsubscribed = 2,

    /// <summary>Mail came back.</summary>
    Bounced = 3,
}
