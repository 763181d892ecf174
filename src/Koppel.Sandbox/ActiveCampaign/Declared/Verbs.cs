namespace Koppel.Sandbox.ActiveCampaign.Declared;

/// <summary>What the API does with a resource.</summary>
[Flags]
internal enum Verbs
{
    None = 0,
    List = 1,
    One = 2,
    Create = 4,
    Change = 8,
    Delete = 16,
    All = List | One | Create | Change | Delete,
}
