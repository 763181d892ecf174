namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>What rows must fulfil.</summary>
internal abstract record Condition;

internal sealed record AllOf(IReadOnlyList<Condition> Parts) : Condition;

internal sealed record AnyOf(IReadOnlyList<Condition> Parts) : Condition;

internal sealed record NotOf(Condition Inner) : Condition;

/// <param name="Value">What is compared.</param>
/// <param name="Operator">=, !=, &lt;, &lt;=, &gt;, &gt;=, LIKE.</param>
/// <param name="With">What it is compared with.</param>
internal sealed record Comparison(Expression Value, string Operator, Literal With) : Condition;

/// <param name="Value">What is looked for.</param>
/// <param name="Operator">IN, NOT IN, INCLUDES, EXCLUDES.</param>
/// <param name="Values">Where it is looked for.</param>
internal sealed record ListComparison(Expression Value, string Operator, IReadOnlyList<Literal> Values) : Condition;

/// <summary>IN or NOT IN what another query finds.</summary>
internal sealed record QueryComparison(Expression Value, bool IsNot, Query Query) : Condition;
