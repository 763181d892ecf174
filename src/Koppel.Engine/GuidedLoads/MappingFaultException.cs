namespace Koppel.Engine.GuidedLoads;

/// <summary>A mapping by which nothing can be loaded. Its message says why and what to do.</summary>
/// <param name="message">A sentence.</param>
/// <param name="code">A word for programs, such as <c>no-key</c>.</param>
public sealed class MappingFaultException(string message, string code) : Exception(message)
{
    /// <summary>A word for programs.</summary>
    public string Code { get; } = code;
}
