namespace Koppel.Sandbox.Salesforce.Wire;

/// <summary>A call that is refused.</summary>
/// <param name="status">The status of the answer.</param>
/// <param name="code">The error's code: <c>NOT_FOUND</c>.</param>
/// <param name="message">What it says.</param>
/// <param name="fields">The fields that it is about.</param>
internal sealed class SalesforceFault(int status, string code, string message, params string[] fields) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    public SalesforceAnswer Answer => SalesforceAnswer.Error(status, code, Message, fields);

    /// <summary>The answer at a path that there is not.</summary>
    public static SalesforceFault NotFound() => new(404, "NOT_FOUND", "The requested resource does not exist");
}
