namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>What a segment says, as it was sent: conditions, the groups that they stand in, and how the groups are joined.</summary>
/// <param name="GroupOperator">How groups are joined: <c>and</c> or <c>or</c>.</param>
/// <param name="Groups">The groups; every condition stands in one.</param>
/// <param name="Conditions">The conditions.</param>
internal sealed record SegmentDefinition(
    string GroupOperator, IReadOnlyList<ConditionGroup> Groups, IReadOnlyList<ConditionDefinition> Conditions);

/// <summary>Some of a segment's conditions and how they are joined.</summary>
/// <param name="Id">Its number, as text.</param>
/// <param name="Operator"><c>and</c> or <c>or</c>.</param>
/// <param name="Conditions">The ids of its conditions.</param>
internal sealed record ConditionGroup(string Id, string Operator, IReadOnlyList<string> Conditions);

/// <summary>A condition: something of the contact's for which all fields hold.</summary>
/// <param name="Id">Its number, as text.</param>
/// <param name="ObjectType">What is looked at: <c>tag</c>, <c>list</c> or <c>contact</c>.</param>
/// <param name="Fields">What must hold of it.</param>
/// <param name="Aggregate">How many such things there must be; null: at least one.</param>
internal sealed record ConditionDefinition(
    string Id, string ObjectType, IReadOnlyList<FieldDefinition> Fields, AggregateDefinition? Aggregate);

/// <summary>How many tags or list memberships there must be.</summary>
/// <param name="Operator">A comparison, or <c>between</c>.</param>
/// <param name="Value">The number that it compares with.</param>
/// <param name="Start">The least number, for <c>between</c>.</param>
/// <param name="End">The greatest number, for <c>between</c>.</param>
/// <param name="Unit">The unit of <paramref name="Within"/>.</param>
/// <param name="Within">Only those of so many units before now count; 0 counts all.</param>
internal sealed record AggregateDefinition(string Operator, string Value, string Start, string End, string Unit, int Within);
