namespace Koppel.Sandbox.Salesforce.Wire;

/// <summary>The ids of the org and of the user that signs in: each the first record of its object.</summary>
internal static class Identity
{
    public const string OrgId = "00DKp0000000001MAA";
    public const string UserId = "005Kp0000000001IAA";

    public const string FirstName = "Robin";
    public const string LastName = "Beheerder";

    /// <summary>What every access token begins with: the org's id in its 15 letters and a mark.</summary>
    public const string TokenBegin = "00DKp0000000001!";
}
