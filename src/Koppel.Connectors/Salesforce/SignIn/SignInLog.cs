using Microsoft.Extensions.Logging;

namespace Koppel.Connectors.Salesforce.SignIn;

/// <summary>What is logged of signing in.</summary>
internal static partial class SignInLog
{
    /// <summary>A token was replaced that is in no store.</summary>
    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Salesforce gave a new refresh token in the place of the one in the settings, and it cannot be kept: it counts until the program "
            + "ends. "
        + "Put it into the store (koppel secrets set) and refer to it from there.")]
    public static partial void NotStored(this ILogger log);
}
