namespace Koppel.Sandbox.Salesforce.Records;

/// <summary>A field of a record as a caller sent it.</summary>
/// <param name="Name">The field, or the name of a relationship.</param>
/// <param name="Value">Null, a text, a boolean, a decimal, or a <see cref="SentParent"/>. CSV sends everything as text.</param>
internal readonly record struct SentCell(string Name, object? Value);

/// <summary>A record that is referred to by a key of its own.</summary>
/// <param name="Field">The field that holds the key.</param>
/// <param name="Key">Its value: a text or a decimal.</param>
internal sealed record SentParent(string Field, object Key);
