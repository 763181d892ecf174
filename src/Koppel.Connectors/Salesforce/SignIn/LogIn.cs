namespace Koppel.Connectors.Salesforce.SignIn;

/// <summary>The ways to sign in.</summary>
internal enum LogIn
{
    /// <summary>The app itself, as the user that it is set to run as.</summary>
    ClientCredentials,

    /// <summary>A text signed with a private key.</summary>
    Jwt,

    /// <summary>A token that was once given for good.</summary>
    RefreshToken,

    /// <summary>The same, as the command line <c>sf</c> writes it.</summary>
    Sfdx,

    /// <summary>A user's name and password.</summary>
    Password,
}
