namespace Koppel.Engine.Loading.Changes;

/// <summary>Where an undo is.</summary>
/// <param name="IsOnlyPlanned">Nothing is to be changed.</param>
/// <param name="Run">The number of its own run; null when it is only planned, or has not begun to change anything.</param>
internal readonly record struct UndoMoment(bool IsOnlyPlanned, long? Run);
