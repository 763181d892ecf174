namespace Koppel.Engine.Configuration.Editing;

/// <summary>What stands in a configuration for a secret: the name of where it is.</summary>
/// <param name="IsStored">It is in the user's store of secrets; else in an environment variable.</param>
/// <param name="Name">Its name there.</param>
public sealed record SecretReference(bool IsStored, string Name)
{
    /// <summary>As it is written.</summary>
    public string Text => IsStored ? $"${{secret:{Name}}}" : $"${{env:{Name}}}";

    /// <summary>What a written value is as a whole; null when it is no such reference alone.</summary>
    public static SecretReference? Of(string written) =>
        References.Whole(written) is var (isSecret, name) ? new SecretReference(isSecret, name) : null;

    /// <summary>A secret itself as a value that is read as it is, for a connection that is tried and not written.</summary>
    public static string Plain(string secret) => References.Escaped(secret);
}
