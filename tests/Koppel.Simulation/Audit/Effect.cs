using Koppel.Simulation.Account;
using Koppel.Simulation.Runs;

namespace Koppel.Simulation.Audit;

/// <summary>What a row is to do to the account.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Email">The contact, or empty; without regard to case.</param>
/// <param name="What">The tag or the text; without regard to case.</param>
internal readonly record struct Effect(ChangeKind Kind, string Email, string What)
{
    /// <summary>The effect of a row, by its values.</summary>
    public static Effect Of(Workload workload, IReadOnlyList<string?> values) => workload.Name switch
    {
        "tags by name" => Of(ChangeKind.Tagged, values[0], values[1]),
        _ => throw new InvalidOperationException($"Nobody knows what a row of {workload.Name} is to do."),
    };

    /// <summary>The effect of a write.</summary>
    public static Effect Of(Change change) => Of(change.Kind, change.Email, change.What);

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Email} {What}";

    static Effect Of(ChangeKind kind, string? email, string? what) => new(kind, Plain(email), Plain(what));

    static string Plain(string? text) => text?.Trim().ToLowerInvariant() ?? "";
}
