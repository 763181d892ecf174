namespace Koppel.Sandbox.Salesforce.BulkOne;

/// <summary>A call of the Bulk API 1.0 that is refused, with a code of its own kind.</summary>
/// <param name="code">The code: <c>InvalidJob</c>.</param>
/// <param name="message">What it says.</param>
internal sealed class AsyncFault(string code, string message) : Exception(message)
{
    public string Code => code;
}
