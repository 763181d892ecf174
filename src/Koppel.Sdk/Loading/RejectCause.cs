namespace Koppel.Sdk.Loading;

/// <summary>Why a row is not accepted, and what to do about it.</summary>
/// <param name="Code">A word for programs: one of <see cref="RejectCode"/>, or one of the connector's own in the same style.</param>
/// <param name="Reason">Why, as a sentence with its full stop.</param>
/// <param name="Remedy">What to do, as a sentence with its full stop.</param>
public sealed record RejectCause(string Code, string Reason, string Remedy)
{
    /// <summary>Reason and remedy in one line, as a person reads them.</summary>
    public override string ToString() => Remedy.Length == 0 ? Reason : $"{Reason} {Remedy}";
}
