using Koppel.Simulation.Account;

namespace Koppel.Simulation.Audit;

/// <summary>What a row is to do to the account.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Email">The contact, or empty; without regard to case.</param>
/// <param name="What">The tag or the text; without regard to case.</param>
internal readonly record struct Effect(ChangeKind Kind, string Email, string What)
{
    /// <summary>An effect.</summary>
    public static Effect Of(ChangeKind kind, string? email, string? what) => new(kind, Plain(email), Plain(what));

    /// <summary>The effect of a write.</summary>
    public static Effect Of(Change change) => Of(change.Kind, change.Email, change.What);

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', ((string[])[$"{Kind}", Email, What]).Where(t => t.Length > 0));

    static string Plain(string? text) => text?.Trim().ToLowerInvariant() ?? "";
}
