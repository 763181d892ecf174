namespace Koppel.Sandbox.Salesforce.Wire;

/// <summary>The ids of the org and of the user that signs in: each the first record of its object.</summary>
internal static class Identity
{
    public const string OrgId = "00DKO00000000012AA";
    public const string UserId = "005KO0000000001YAA";

    public const string FirstName = "Robin";
    public const string LastName = "Beheerder";

    /// <summary>What every access token begins with: the org's id in its 15 letters and a mark.</summary>
    public const string TokenBegin = "00DKO0000000001!";
}
