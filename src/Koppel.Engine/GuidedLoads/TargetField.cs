namespace Koppel.Engine.GuidedLoads;

/// <summary>A column of the contacts of an account into which a value can go.</summary>
/// <param name="Name">Its name, such as <c>KLEUR</c> or <c>firstName</c>.</param>
/// <param name="Title">What it is called in the account, such as <c>Kleur</c>.</param>
/// <param name="Type">Its type in SQL.</param>
public sealed record TargetField(string Name, string Title, string Type)
{
    /// <summary>The values that it offers; empty when it takes any.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>It takes several values.</summary>
    public bool TakesSeveral => Type.EndsWith("[]", StringComparison.Ordinal);

    /// <summary>It is one of every account: the contact's names or its phone.</summary>
    public bool IsOwn => Name is "firstName" or "lastName" or "phone";
}
