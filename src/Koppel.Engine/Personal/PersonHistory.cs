namespace Koppel.Engine.Personal;

/// <summary>What runs did with a person.</summary>
/// <param name="Touches">What they changed, the newest run first.</param>
/// <param name="Traces">Where else the ledger names the person, by run.</param>
public sealed record PersonHistory(IReadOnlyList<PersonTouch> Touches, IReadOnlyList<PersonTrace> Traces);
