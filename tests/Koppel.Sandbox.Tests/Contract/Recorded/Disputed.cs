namespace Koppel.Sandbox.Tests.Contract.Recorded;

/// <summary>Kinds on which recordings contradict each other; ours is the younger one.</summary>
static class Disputed
{
    static readonly (string Path, string Kind)[] Points =
    [
        // "0" beside field values in 2020, false there in 2021.
        ("contacts[].email_empty", "flag"),
        // Null in 2020, the user's id in 2021.
        ("field.created_by", "text"),
        ("field.updated_by", "text"),
    ];

    public static bool Allows(string path, string kind) => Points.Contains((path["answer.".Length..], kind));
}
