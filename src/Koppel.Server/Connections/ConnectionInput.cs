using Koppel.Server.Wire;

namespace Koppel.Server.Connections;

/// <summary>A connection as a form sends it.</summary>
/// <param name="Values">Settings that are no secrets; null takes one out.</param>
/// <param name="Secrets">What becomes of secrets; one that is not here stays as it is.</param>
internal sealed record ConnectionInput(IReadOnlyDictionary<string, string?> Values, IReadOnlyDictionary<string, SecretInput> Secrets)
{
    /// <summary>Reads it from a request.</summary>
    public static ConnectionInput Of(Body body) => new(
        Ordered(body.TextsOrNull("values")),
        Ordered(body.Objects("secrets").ToDictionary(
            s => s.Key, s => new SecretInput(s.Value.OptionalText("value"), s.Value.OptionalText("variable")))));

    /// <summary>The same without regard to case.</summary>
    static Dictionary<string, T> Ordered<T>(IReadOnlyDictionary<string, T> values)
    {
        var all = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in values)
            if (!all.TryAdd(name, value)) throw ApiFault.Wrong($"'{name}' in the request's body is there twice: case makes no other name.");
        return all;
    }
}

/// <summary>What is to become of a secret: a new value for the store, or the variable that has it; neither takes it out.</summary>
/// <param name="Value">The value; it is written nowhere but in the store.</param>
/// <param name="Variable">The name of an environment variable.</param>
internal sealed record SecretInput(string? Value, string? Variable)
{
    /// <summary>Without the value, wherever it may be shown.</summary>
    public override string ToString() => Variable is null ? "a secret" : $"the variable {Variable}";
}
