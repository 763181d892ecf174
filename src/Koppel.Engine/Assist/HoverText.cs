namespace Koppel.Engine.Assist;

/// <summary>What is known of the name under a cursor.</summary>
/// <param name="From">The name's first character.</param>
/// <param name="To">The character behind it.</param>
/// <param name="Title">What it is, such as <c>email</c> or <c>contacts@ac</c>.</param>
/// <param name="Detail">A few words, such as <c>VARCHAR, key, read-only</c>; empty for none.</param>
/// <param name="Description">A sentence or more; empty for none.</param>
public sealed record HoverText(int From, int To, string Title, string Detail, string Description);
