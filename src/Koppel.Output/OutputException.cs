namespace Koppel.Output;

/// <summary>A format cannot hold what is to be written; the message says what to do instead.</summary>
/// <param name="message">A sentence.</param>
public sealed class OutputException(string message) : Exception(message);
