using Koppel.Sdk.Loading;

namespace Koppel.Engine.Events;

/// <summary>A load that waits for a yes. Nothing of it was sent.</summary>
/// <param name="Statement">The statement's number in the script, from 1.</param>
/// <param name="Target">The target as the user wrote it.</param>
/// <param name="Plan">What would be done.</param>
/// <param name="Limit">How many rows the connection lets a load change unasked.</param>
public sealed record LoadConfirmation(int Statement, string Target, WritePlan Plan, double Limit);

/// <summary>The plan of a load, before it runs.</summary>
/// <param name="Statement">The statement's number in the script, from 1.</param>
/// <param name="Target">The target as the user wrote it, such as <c>contactTags@ac</c>.</param>
/// <param name="Plan">What will be done.</param>
public sealed record LoadPlanned(int Statement, string Target, WritePlan Plan);
